package org.afterimage.deliver;

import java.io.IOException;
import java.util.Optional;
import org.afterimage.dicom.net.DicomNetwork;
import org.afterimage.dicom.net.PresentationContextNotAcceptedException;
import org.afterimage.dicom.net.RemoteAe;
import org.afterimage.dicom.net.Timeouts;

/** Asks by C-ECHO whether a destination takes associations (PS3.4 Annex A). */
public final class DestinationProbe {
    private final DicomNetwork network;
    private final String callingAeTitle;
    private final Timeouts timeouts;

    /** Makes the probe. */
    public DestinationProbe(DicomNetwork network, String callingAeTitle, Timeouts timeouts) {
        this.network = network;
        this.callingAeTitle = callingAeTitle;
        this.timeouts = timeouts;
    }

    /** Asks once: empty when the destination is there, else one sentence that says what is wrong. */
    public Optional<String> ask(RemoteAe destination) {
        try {
            network.echo(callingAeTitle, destination, timeouts);
            return Optional.empty();
        } catch (PresentationContextNotAcceptedException e) {
            return Optional.empty(); // it does not verify, but it took the association
        } catch (IOException e) {
            return Optional.of(String.valueOf(e.getMessage()));
        }
    }
}
