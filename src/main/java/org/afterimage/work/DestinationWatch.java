package org.afterimage.work;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.afterimage.deliver.DestinationConnections;
import org.afterimage.node.NodeConfiguration;
import org.afterimage.node.RemoteSettings;
import org.jboss.logging.Logger;

/** Asks destinations whether they are there, by C-ECHO or HTTP, and notes the answer for all lanes. */
@ApplicationScoped
public class DestinationWatch {
    private static final Logger LOG = Logger.getLogger(DestinationWatch.class);
    private static final Duration NOTED = Duration.ofMinutes(1);

    private final Destinations destinations;
    private final NodeConfiguration configuration;
    private final DestinationConnections connections;
    private final Map<String, Instant> answered = new ConcurrentHashMap<>();

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
        why.ifPresentOrElse(
                reason -> destinations.down(remote.aeTitle(), reason), () -> noteAnswer(remote.aeTitle(), true));
        return why;
    }

    /**
     * Notes that a destination answered just now, or did not. What it says a hundred times a minute is noted once; that it could not be noted
     * keeps nobody from work.
     */
    public void noteAnswer(String aeTitle, boolean well) {
        Instant now = Instant.now();
        Instant before = answered.get(aeTitle);
        if (well && before != null && before.plus(NOTED).isAfter(now)) {
            return;
        }
        try {
            if (well) {
                destinations.answered(aeTitle);
                answered.put(aeTitle, now);
            } else {
                destinations.unanswered(aeTitle);
                answered.remove(aeTitle);
            }
        } catch (RuntimeException e) {
            LOG.debugf(e, "what %s answered is not noted", aeTitle);
        }
    }

    /** Asks a destination that was down whether it is there again. */
    void again(String aeTitle) {
        Optional<RemoteSettings.Remote> remote = configuration.remote(aeTitle);
        if (remote.isPresent() && down(remote.get()).isEmpty()) {
            destinations.up(aeTitle);
        }
    }
}
