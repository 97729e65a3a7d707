package org.afterimage.deliver;

import jakarta.inject.Singleton;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.afterimage.dicom.net.DicomNetwork;
import org.afterimage.dicom.net.Timeouts;
import org.afterimage.node.NodeConfiguration;
import org.afterimage.node.RemoteSettings.Remote;
import org.afterimage.node.StowRs;

/** How the remotes of the configuration are reached: over associations, or over HTTP connections, which are kept as long as they are of use. */
@Singleton
public class DestinationConnections {
    private final NodeConfiguration configuration;
    private final DicomNetwork network;
    private final Timeouts timeouts = Timeouts.defaults();
    private final Map<String, Web> clients = new ConcurrentHashMap<>();

    /** For the container. */
    public DestinationConnections(NodeConfiguration configuration, DicomNetwork network) {
        this.configuration = configuration;
        this.network = network;
    }

    /** A client and what it was made for. */
    private record Web(Remote remote, DicomWebClient client) {}

    /** The way to a remote. */
    public Destination to(Remote remote) {
        if (remote.web().isPresent()) {
            return new StowRsDestination(
                    client(remote, remote.web().get()),
                    remote.web().get().instancesPerRequest(),
                    remote.bytesPerSecond());
        }
        String own = configuration.node().ownAeTitle();
        return new CStoreDestination(
                new StoreDelivery(network, own, timeouts, remote.bytesPerSecond()),
                new DestinationProbe(network, own, timeouts),
                configuration.ae(remote));
    }

    /** The way in which a remote confirms what it keeps; empty for none. */
    public Optional<Confirmer> confirmer(Remote remote) {
        String own = configuration.node().ownAeTitle();
        return switch (remote.confirm()) {
            case NONE -> Optional.empty();
            case STORAGE_COMMITMENT ->
                Optional.of(new CommitmentConfirmer(
                        network, own, timeouts, remote.confirmSeconds(), configuration.ae(remote)));
            case FIND ->
                Optional.of(new SeriesConfirmer(new FindSearch(network, own, timeouts, configuration.ae(remote))));
            case QIDO -> remote.web().map(web -> new SeriesConfirmer(new QidoSearch(client(remote, web))));
            case WADO -> remote.web().map(web -> new WadoConfirmer(client(remote, web)));
        };
    }

    /** Kept while the remote stays as it is: its connections are used again. */
    private DicomWebClient client(Remote remote, StowRs web) {
        return clients.compute(
                        remote.aeTitle(),
                        (title, known) -> known != null && known.remote() == remote
                                ? known
                                : new Web(
                                        remote,
                                        new DicomWebClient(
                                                title,
                                                web,
                                                configuration.folder(),
                                                configuration.webSecurity(remote),
                                                timeouts)))
                .client();
    }
}
