package org.afterimage.dicom.tls;

import java.security.GeneralSecurityException;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SNIHostName;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSessionContext;
import javax.net.ssl.TrustManager;

/**
 * The transport security of a port or of a remote (PS3.15 B.12): makes an engine for each connection, of files that are followed while the
 * node runs. An engine that was made stays as it is, so that associations outlive a change of files.
 */
public final class TlsContext {
    /** How long a peer may resume a session without showing its certificate again; short, because certificates expire. */
    private static final int SESSION_SECONDS = 600;

    private static final int MAX_SESSIONS = 1000;

    private final String name;
    private volatile Made made;

    /** What engines are made of. */
    private record Made(TlsSettings settings, ReloadedFiles<SSLContext> context) {}

    private TlsContext(String name, TlsSettings settings) throws TlsFilesException {
        this.name = name;
        this.made = new Made(settings, new ReloadedFiles<>(name, settings.files(), () -> load(settings)));
    }

    /**
     * Makes the security of a listening port.
     *
     * @param name what it is for, for the log
     * @throws TlsFilesException when a file cannot be used, or a key or the trusted certificates are missing
     */
    public static TlsContext ofServer(String name, TlsSettings settings) throws TlsFilesException {
        if (settings.own() instanceof KeyFiles.NoKey) {
            throw new TlsFilesException(name + " has no key; a port that takes TLS must show a certificate.");
        }
        if (settings.trust().isEmpty() && settings.clientAuthentication() != ClientAuthentication.NONE) {
            throw new TlsFilesException(name + " trusts no certificate, so that nobody could call; name the"
                    + " certificates of the authorities in 'trust', or set 'clientAuthentication' to none.");
        }
        return new TlsContext(name, settings);
    }

    /**
     * Makes the security of connections to a remote.
     *
     * @param name what it is for, for the log
     * @throws TlsFilesException when a file cannot be used, or the trusted certificates are missing
     */
    public static TlsContext ofClient(String name, TlsSettings settings) throws TlsFilesException {
        if (settings.trust().isEmpty()) {
            throw new TlsFilesException(name
                    + " trusts no certificate, so that nobody could be called; name the certificates of the"
                    + " authorities in 'trust'.");
        }
        return new TlsContext(name, settings);
    }

    /** Returns the names of the cipher suites that are offered and taken, the preferred ones first (RFC 9325 4.2). */
    public static List<String> cipherSuites() {
        return Bcp195.CIPHER_SUITES;
    }

    /** Returns its settings. */
    public TlsSettings settings() {
        return made.settings();
    }

    /** Takes over the settings of another one, which may name other files, from the next connection on. */
    public void become(TlsContext other) {
        made = other.made;
    }

    /** Makes the engine of a connection that was accepted. */
    public SSLEngine serverEngine() {
        Made now = made;
        SSLEngine engine = now.context().current().createSSLEngine();
        engine.setUseClientMode(false);
        SSLParameters parameters = parameters(engine.getSSLParameters(), now.settings());
        switch (now.settings().clientAuthentication()) {
            case REQUIRED -> parameters.setNeedClientAuth(true);
            case OPTIONAL -> parameters.setWantClientAuth(true);
            case NONE -> parameters.setNeedClientAuth(false);
        }
        engine.setSSLParameters(parameters);
        return engine;
    }

    /**
     * Makes the engine of a connection to a server.
     *
     * @param host name or address that was called, for the host name check and for the server's choice of a certificate (RFC 6066 3)
     * @param port that was called
     */
    public SSLEngine clientEngine(String host, int port) {
        Made now = made;
        SSLEngine engine = now.context().current().createSSLEngine(host, port);
        engine.setUseClientMode(true);
        SSLParameters parameters = parameters(engine.getSSLParameters(), now.settings());
        if (now.settings().checkHostName()) {
            parameters.setEndpointIdentificationAlgorithm("HTTPS");
        }
        serverName(host).ifPresent(serverName -> parameters.setServerNames(List.of(serverName)));
        engine.setSSLParameters(parameters);
        return engine;
    }

    /** Returns what a client makes its engines of that does so itself; it is another one when the files have changed. */
    public SSLContext clientContext() {
        return made.context().current();
    }

    /** Returns the parameters of the engines that such a client makes; the check of the host name is its own business. */
    public SSLParameters clientParameters() {
        Made now = made;
        return parameters(now.context().current().getDefaultSSLParameters(), now.settings());
    }

    /** Looks now whether files have changed; unless called, that happens at the next connection. */
    public void reloadIfChanged() {
        made.context().reloadIfChanged();
    }

    /** Returns what it is for. */
    @Override
    public String toString() {
        return name;
    }

    private static SSLParameters parameters(SSLParameters parameters, TlsSettings settings) {
        parameters.setProtocols(
                settings.versions().stream().map(TlsVersion::protocol).toArray(String[]::new));
        parameters.setCipherSuites(Bcp195.CIPHER_SUITES.toArray(String[]::new));
        parameters.setUseCipherSuitesOrder(true);
        parameters.setAlgorithmConstraints(new Bcp195());
        return parameters;
    }

    /** A literal address is no server name (RFC 6066 3). */
    private static Optional<SNIHostName> serverName(String host) {
        boolean literal = host.contains(":") || host.chars().allMatch(c -> c == '.' || Character.isDigit(c));
        try {
            return literal ? Optional.empty() : Optional.of(new SNIHostName(host));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private static SSLContext load(TlsSettings settings) throws TlsFilesException {
        Optional<OwnKey> own = KeyReader.read(settings.own());
        KeyManager[] keys =
                own.map(key -> new KeyManager[] {new OwnKeyManager(key)}).orElse(new KeyManager[0]);
        try {
            PeerTrust trust = new PeerTrust(CertificateFiles.readAll(settings.trust()), settings.required());
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(keys, new TrustManager[] {trust}, null);
            limit(context.getServerSessionContext());
            limit(context.getClientSessionContext());
            return context;
        } catch (GeneralSecurityException e) {
            throw new TlsFilesException("TLS cannot be set up: " + e.getMessage() + ".", e);
        }
    }

    private static void limit(SSLSessionContext sessions) {
        sessions.setSessionTimeout(SESSION_SECONDS);
        sessions.setSessionCacheSize(MAX_SESSIONS);
    }
}
