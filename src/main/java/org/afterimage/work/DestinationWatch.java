package org.afterimage.work;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;
import org.afterimage.deliver.DestinationConnections;
import org.afterimage.node.NodeConfiguration;
import org.afterimage.node.RemoteSettings;

/** Asks destinations whether they are there, by C-ECHO or HTTP, and notes the answer for all lanes. */
@ApplicationScoped
public class DestinationWatch {
    private final Destinations destinations;
    private final NodeConfiguration configuration;
    private final DestinationConnections connections;

    /** For the container. */
    public DestinationWatch(
            Destinations destinations, NodeConfiguration configuration, DestinationConnections connections) {
        this.destinations = destinations;
        this.configuration = configuration;
        this.connections = connections;
    }

    /**
     * Asks a destination that has just failed; what waits for it is told so when it is down.
     *
     * @return why it is down; empty when it is there, and the failure was of another kind
     */
    Optional<String> down(RemoteSettings.Remote remote) {
        Optional<String> why = connections.to(remote).probe();
        why.ifPresent(reason -> destinations.down(remote.aeTitle(), reason));
        return why;
    }

    /** Asks a destination that was down whether it is there again. */
    void again(String aeTitle) {
        Optional<RemoteSettings.Remote> remote = configuration.remote(aeTitle);
        if (remote.isPresent() && down(remote.get()).isEmpty()) {
            destinations.up(aeTitle);
        }
    }
}
