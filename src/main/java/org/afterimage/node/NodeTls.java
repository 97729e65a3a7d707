package org.afterimage.node;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.afterimage.dicom.net.Transport;
import org.afterimage.dicom.tls.KeyFiles;
import org.afterimage.dicom.tls.RequiredCertificate;
import org.afterimage.dicom.tls.TlsContext;
import org.afterimage.dicom.tls.TlsFilesException;
import org.afterimage.dicom.tls.TlsSettings;

/** The keys, trust and rules for TLS that both configuration files name, loaded once and followed when their files change. */
public final class NodeTls {
    private Optional<TlsContext> listener;
    private final Map<String, TlsContext> remotes = new HashMap<>();
    private final Map<String, TlsContext> web = new HashMap<>();
    private final Map<String, RequiredCertificate> required = new HashMap<>();

    private NodeTls(Path folder, NodeSettings node, RemoteSettings remotes) throws TlsFilesException {
        ListenerTls own = node.dicom().tls();
        this.listener = own.isConfigured()
                ? Optional.of(TlsContext.ofServer("The TLS port of this node", listenerSettings(folder, own)))
                : Optional.empty();
        for (RemoteSettings.Remote remote : remotes.remotes()) {
            RemoteTls tls = remote.tls();
            RequiredCertificate certificate = required(folder, tls.certificate());
            required.put(remote.aeTitle(), certificate);
            if (tls.enabled()) {
                TlsSettings settings = remoteSettings(folder, own, tls, certificate);
                this.remotes.put(remote.aeTitle(), TlsContext.ofClient("TLS to " + remote.aeTitle(), settings));
            }
            Optional<RemoteTls> security = remote.web().flatMap(StowRs::security);
            if (security.isPresent()) {
                RemoteTls https = security.get();
                TlsSettings settings = remoteSettings(folder, own, https, required(folder, https.certificate()));
                web.put(remote.aeTitle(), TlsContext.ofClient("HTTPS to " + remote.aeTitle(), settings));
            }
        }
    }

    /**
     * Loads what the configuration names.
     *
     * @throws ConfigurationException with one sentence when a file can't be used
     */
    static NodeTls load(Path folder, NodeSettings node, RemoteSettings remotes) {
        try {
            return new NodeTls(folder, node, remotes);
        } catch (TlsFilesException e) {
            throw new ConfigurationException(e.getMessage(), e);
        }
    }

    /**
     * Takes the place of what was in force: an open port shows and asks for what is named here, from the next connection on. Whether there
     * is such a port at all changes with a restart.
     */
    void succeed(NodeTls before) {
        Optional<TlsContext> open = before.listener;
        if (open.isPresent() && listener.isPresent()) {
            open.get().become(listener.get());
        }
        listener = open;
    }

    /** Looks now whether files have changed. */
    public void reloadIfChanged() {
        listener.ifPresent(TlsContext::reloadIfChanged);
        remotes.values().forEach(TlsContext::reloadIfChanged);
        web.values().forEach(TlsContext::reloadIfChanged);
        required.values().forEach(RequiredCertificate::reloadIfChanged);
    }

    /** What the TLS port shows and asks for, if there is one. */
    Optional<TlsContext> listener() {
        return listener;
    }

    /** How HTTP requests to that remote are secured; empty where its URL is plain. */
    Optional<TlsContext> web(RemoteSettings.Remote remote) {
        return remote.web().flatMap(StowRs::security).map(any -> loaded(web, remote));
    }

    /** How that remote is called. */
    Transport transport(RemoteSettings.Remote remote) {
        return remote.tls().enabled() ? new Transport.Tls(loaded(remotes, remote)) : Transport.PLAIN;
    }

    /** A remote of a configuration that was replaced meanwhile must not be called in the clear. */
    private static TlsContext loaded(Map<String, TlsContext> contexts, RemoteSettings.Remote remote) {
        TlsContext context = contexts.get(remote.aeTitle());
        if (context == null) {
            throw new IllegalStateException("the settings of " + remote.aeTitle() + " have just changed");
        }
        return context;
    }

    /** Which certificate that AE title must show, also as a caller; any, and none at all, unless one is configured. */
    RequiredCertificate required(String aeTitle) {
        return required.getOrDefault(aeTitle, RequiredCertificate.ANY);
    }

    private static TlsSettings listenerSettings(Path folder, ListenerTls tls) {
        return TlsSettings.mutual(ownKey(folder, tls), TlsFields.files(folder, tls.trust()))
                .withVersions(TlsFields.parsed(tls.versions()))
                .withClientAuthentication(TlsFields.clientAuthentication(tls.clientAuthentication()));
    }

    private static KeyFiles ownKey(Path folder, ListenerTls tls) {
        return TlsFields.key(folder, tls.key(), tls.certificates(), tls.passwordFile(), tls.passwordVariable());
    }

    private static TlsSettings remoteSettings(
            Path folder, ListenerTls own, RemoteTls tls, RequiredCertificate certificate) {
        KeyFiles key = tls.key().isEmpty()
                ? ownKey(folder, own)
                : TlsFields.key(folder, tls.key(), tls.certificates(), tls.passwordFile(), tls.passwordVariable());
        return TlsSettings.mutual(key, TlsFields.files(folder, tls.trust().isEmpty() ? own.trust() : tls.trust()))
                .withVersions(TlsFields.parsed(tls.versions()))
                .withServerCertificate(tls.checkHostName(), certificate);
    }

    private static RequiredCertificate required(Path folder, RemoteTls.Certificate certificate)
            throws TlsFilesException {
        try {
            if (!certificate.file().isEmpty()) {
                return new RequiredCertificate.OfFile(folder.resolve(certificate.file()));
            }
            if (!certificate.sha256().isEmpty()) {
                return new RequiredCertificate.Fingerprint(certificate.sha256());
            }
            return certificate.isConfigured()
                    ? new RequiredCertificate.Names(certificate.subject(), certificate.issuer())
                    : RequiredCertificate.ANY;
        } catch (IllegalArgumentException e) {
            throw new ConfigurationException("remotes.yaml, tls.certificate: " + e.getMessage() + ".", e);
        }
    }
}
