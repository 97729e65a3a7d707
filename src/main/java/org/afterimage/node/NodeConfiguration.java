package org.afterimage.node;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.afterimage.dicom.net.ListenerPort;
import org.afterimage.dicom.net.RemoteAe;
import org.afterimage.dicom.net.Transport;

/**
 * What {@code dicom-conf/} says of this node and of the others.
 *
 * @param folder where it was read
 * @param node this node
 * @param remotes the others
 * @param tls the keys and certificates that both name
 */
public record NodeConfiguration(Path folder, NodeSettings node, RemoteSettings remotes, NodeTls tls) {
    /**
     * Loads the keys and certificates that the settings name.
     *
     * @throws ConfigurationException with one sentence if one of their files can't be used
     */
    public NodeConfiguration(Path folder, NodeSettings node, RemoteSettings remotes) {
        this(folder, node, remotes, NodeTls.load(folder, node, remotes));
    }

    /**
     * Reads {@code node.yaml} and {@code remotes.yaml}.
     *
     * @throws ConfigurationException with one sentence if the node can't start with them
     */
    public static NodeConfiguration read(Path folder) {
        NodeConfiguration read = new NodeConfiguration(
                folder,
                YamlFile.read(folder.resolve("node.yaml"), NodeSettings.class),
                YamlFile.read(folder.resolve("remotes.yaml"), RemoteSettings.class));
        read.refuseOpenListener();
        return read;
    }

    /** The address on which the DICOM listener binds. */
    public InetAddress dicomBindAddress() {
        return address("dicom.bind", node.dicom().bind());
    }

    /** The remote of that AE title, if it is configured. */
    public Optional<RemoteSettings.Remote> remote(String aeTitle) {
        return remotes.remotes().stream()
                .filter(remote -> remote.aeTitle().equals(aeTitle))
                .findFirst();
    }

    /** Where and how to open associations to a remote. */
    public RemoteAe ae(RemoteSettings.Remote remote) {
        return new RemoteAe(remote.aeTitle(), remote.host(), remote.port(), tls.transport(remote.aeTitle()));
    }

    /** The ports of the DICOM listener: the plain one first, then the one for TLS. */
    public List<ListenerPort> listenerPorts() {
        List<ListenerPort> ports = new ArrayList<>();
        if (!node.dicom().tls().only()) {
            ports.add(new ListenerPort(node.dicom().port(), Transport.PLAIN));
        }
        tls.listener()
                .ifPresent(
                        context -> ports.add(new ListenerPort(node.dicom().tls().port(), new Transport.Tls(context))));
        return ports;
    }

    /** Nothing listens to a network without a list of those who may call. */
    private void refuseOpenListener() {
        boolean anyone = node.dicom().callers() == NodeSettings.Callers.ANY;
        if (anyone && !dicomBindAddress().isLoopbackAddress()) {
            throw new ConfigurationException("node.yaml binds the DICOM listener to "
                    + node.dicom().bind() + " and lets any AE title call; set dicom.callers to known and list the"
                    + " callers in remotes.yaml.");
        }
        // The REST interface has no login yet, so it stays on this machine.
        if (!address("http.bind", node.http().bind()).isLoopbackAddress()) {
            throw new ConfigurationException(
                    "node.yaml binds HTTP to " + node.http().bind()
                            + "; the REST interface has no login yet and listens on loopback addresses only.");
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
