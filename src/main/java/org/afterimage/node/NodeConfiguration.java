package org.afterimage.node;

import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.afterimage.dicom.net.ListenerPort;
import org.afterimage.dicom.net.RemoteAe;
import org.afterimage.dicom.net.Transport;
import org.afterimage.dicom.tls.TlsContext;

/**
 * What {@code dicom-conf/} says of this node and of the others. Another content may take the place of the one that was read, while the node
 * runs: who asks gets what is in force, and asks anew for the next piece of work.
 */
public final class NodeConfiguration {
    private final Path folder;
    private final AtomicReference<Content> content;

    /** All that changes together. */
    private record Content(NodeSettings node, RemoteSettings remotes, NodeTls tls) {}

    private NodeConfiguration(Path folder, Content content) {
        this.folder = folder;
        this.content = new AtomicReference<>(content);
    }

    /**
     * Loads the keys and certificates that the settings name.
     *
     * @throws ConfigurationException with one sentence if one of their files can't be used
     */
    public NodeConfiguration(Path folder, NodeSettings node, RemoteSettings remotes) {
        this(folder, new Content(node, remotes, NodeTls.load(folder, node, remotes)));
    }

    /**
     * Reads {@code node.yaml} and {@code remotes.yaml}.
     *
     * @throws ConfigurationException with one sentence if the node can't start with them
     */
    public static NodeConfiguration read(Path folder) {
        return read(folder, folder);
    }

    /**
     * Reads {@code node.yaml} and {@code remotes.yaml} from another folder than the one from which they name files.
     *
     * @param files where they are
     * @param folder whose they are to be
     * @throws ConfigurationException with one sentence if the node can't start with them
     */
    public static NodeConfiguration read(Path files, Path folder) {
        Path remotes = files.resolve("remotes.yaml");
        NodeConfiguration read = new NodeConfiguration(
                folder,
                YamlFile.read(files.resolve("node.yaml"), NodeSettings.class),
                YamlFile.read(remotes, RemoteSettings.class));
        read.refuseOpenListener();
        read.refuseAbsentSecrets(remotes);
        NamedFiles named = new NamedFiles(folder, files.resolve("node.yaml"));
        named.require(read.node().notifications());
        read.node().http().provider().ifPresent(named::require);
        return read;
    }

    /** Where it was read, and from where it names files. */
    public Path folder() {
        return folder;
    }

    /** This node. */
    public NodeSettings node() {
        return content.get().node();
    }

    /** The others. */
    public RemoteSettings remotes() {
        return content.get().remotes();
    }

    /** The keys and certificates that both name. */
    public NodeTls tls() {
        return content.get().tls();
    }

    /**
     * What would be in force if another content took the place of this one in the running node: the other, but for what needs a restart.
     *
     * @throws ConfigurationException with one sentence if that can't work
     */
    public NodeConfiguration followedBy(NodeConfiguration other) {
        NodeSettings merged = SettingChanges.live(node(), other.node());
        NodeConfiguration next = new NodeConfiguration(folder, new Content(merged, other.remotes(), other.tls()));
        next.refuseOpenListener();
        return next;
    }

    /** Puts the content of another in the place of this one. What has begun goes on as it began. */
    public void adopt(NodeConfiguration next) {
        next.tls().succeed(tls());
        content.set(next.content.get());
    }

    /** The address on which the DICOM listener binds. */
    public InetAddress dicomBindAddress() {
        return address("dicom.bind", node().dicom().bind());
    }

    /** The remote of that AE title, if it is configured. */
    public Optional<RemoteSettings.Remote> remote(String aeTitle) {
        return remotes().remotes().stream()
                .filter(remote -> remote.aeTitle().equals(aeTitle))
                .findFirst();
    }

    /** Where and how to open associations to a remote. */
    public RemoteAe ae(RemoteSettings.Remote remote) {
        return new RemoteAe(remote.aeTitle(), remote.host(), remote.port(), tls().transport(remote));
    }

    /** How HTTP requests to a remote are secured; empty where its URL is plain. */
    public Optional<TlsContext> webSecurity(RemoteSettings.Remote remote) {
        return tls().web(remote);
    }

    /** The ports of the DICOM listener: the plain one first, then the one for TLS. */
    public List<ListenerPort> listenerPorts() {
        List<ListenerPort> ports = new ArrayList<>();
        if (!node().dicom().tls().only()) {
            ports.add(new ListenerPort(node().dicom().port(), Transport.PLAIN));
        }
        tls().listener()
                .ifPresent(context ->
                        ports.add(new ListenerPort(node().dicom().tls().port(), new Transport.Tls(context))));
        return ports;
    }

    /** Nothing listens to a network without a list of those who may call. */
    private void refuseOpenListener() {
        boolean anyone = node().dicom().callers() == NodeSettings.Callers.ANY;
        if (anyone && !dicomBindAddress().isLoopbackAddress()) {
            throw new ConfigurationException("node.yaml binds the DICOM listener to "
                    + node().dicom().bind() + " and lets any AE title call; set dicom.callers to known and list the"
                    + " callers in remotes.yaml.");
        }
        address("http.bind", node().http().bind()); // an address that is none is told now
    }

    /** A secret that can't be read would be noticed by the first delivery only. */
    private void refuseAbsentSecrets(Path file) {
        for (int i = 0; i < remotes().remotes().size(); i++) {
            Optional<StowRs> web = remotes().remotes().get(i).web();
            if (web.isPresent()) {
                int remote = i;
                web.get().bearerToken().ifPresent(token -> requireReadable(file, token, remote, "token"));
                web.get().headers().forEach((name, value) -> requireReadable(file, value, remote, "headers", name));
            }
        }
    }

    private void requireReadable(Path file, Secret secret, int remote, String... path) {
        try {
            secret.read(folder);
        } catch (IOException e) {
            List<Object> steps = new ArrayList<>(List.of("remotes", remote, "stowRs"));
            steps.addAll(List.of(path));
            int line = YamlLines.of(file).of(steps.toArray());
            throw new ConfigurationException(
                    file + " line " + line + ", stowRs." + String.join(".", path) + ": " + e.getMessage(), e);
        }
    }

    private static InetAddress address(String field, String value) {
        try {
            return InetAddress.getByName(value);
        } catch (UnknownHostException e) {
            throw new ConfigurationException("node.yaml, " + field + ": " + value + " is not an address here.", e);
        }
    }
}
