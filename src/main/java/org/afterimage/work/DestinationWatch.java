package org.afterimage.work;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;
import org.afterimage.deliver.DestinationProbe;
import org.afterimage.dicom.net.DicomNetwork;
import org.afterimage.dicom.net.Timeouts;
import org.afterimage.node.NodeConfiguration;
import org.afterimage.node.RemoteSettings;

/** Asks destinations by C-ECHO whether they are there, and notes the answer for all lanes. */
@ApplicationScoped
public class DestinationWatch {
    private final Destinations destinations;
    private final NodeConfiguration configuration;
    private final DestinationProbe probe;

    /** For the container. */
    public DestinationWatch(Destinations destinations, NodeConfiguration configuration, DicomNetwork network) {
        this.destinations = destinations;
        this.configuration = configuration;
        this.probe = new DestinationProbe(network, configuration.node().ownAeTitle(), Timeouts.defaults());
    }

    /**
     * Asks a destination that has just failed; what waits for it is told so when it is down.
     *
     * @return why it is down; empty when it is there, and the failure was of another kind
     */
    Optional<String> down(RemoteSettings.Remote remote) {
        Optional<String> why = probe.ask(configuration.ae(remote));
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
