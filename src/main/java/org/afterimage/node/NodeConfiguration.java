package org.afterimage.node;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.util.Optional;

/**
 * What {@code dicom-conf/} says of this node and of the others.
 *
 * @param folder where it was read
 * @param node this node
 * @param remotes the others
 */
public record NodeConfiguration(Path folder, NodeSettings node, RemoteSettings remotes) {
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
