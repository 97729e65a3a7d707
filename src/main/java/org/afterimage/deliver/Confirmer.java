package org.afterimage.deliver;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.afterimage.dicom.net.DicomNetwork;
import org.afterimage.dicom.net.RemoteAe;
import org.afterimage.dicom.net.Timeouts;
import org.afterimage.node.RemoteSettings.Remote;

/** One way in which a destination says that it keeps what it was sent. */
public interface Confirmer {
    /**
     * Asks about instances.
     *
     * @param sent the instances, at least one
     * @return the answer for each by SOP Instance UID; one that it does not mention has none
     * @throws IOException with one sentence if the destination was not reached, refused the question or did not answer in time
     */
    Map<String, ConfirmationAnswer> ask(List<SentInstance> sent, RemoteAe destination) throws IOException;

    /** The way that {@code remotes.yaml} names; empty for none. */
    static Optional<Confirmer> of(Remote remote, DicomNetwork network, String callingAeTitle, Timeouts timeouts) {
        return switch (remote.confirm()) {
            case NONE -> Optional.empty();
            case STORAGE_COMMITMENT ->
                Optional.of(new CommitmentConfirmer(network, callingAeTitle, timeouts, remote.confirmSeconds()));
            case FIND -> Optional.of(new FindConfirmer(network, callingAeTitle, timeouts));
        };
    }
}
