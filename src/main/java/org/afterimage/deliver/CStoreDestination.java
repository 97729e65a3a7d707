package org.afterimage.deliver;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.afterimage.dicom.net.RemoteAe;

/** A storage SCP (PS3.4 Annex B), which is asked by C-ECHO whether it is there. */
record CStoreDestination(StoreDelivery delivery, DestinationProbe prober, RemoteAe remote) implements Destination {
    @Override
    public List<DeliveryAnswer> send(List<Path> files, StoreDelivery.AnswerListener listener) throws IOException {
        return delivery.send(files, remote, listener);
    }

    @Override
    public Optional<String> probe() {
        return prober.ask(remote);
    }
}
