package org.afterimage.bench.interop;

import java.io.IOException;
import java.util.Optional;
import java.util.function.Supplier;
import org.afterimage.dicom.io.DataSetStream;
import org.afterimage.dicom.io.Part10;
import org.afterimage.dicom.net.AssociationAbortedException;
import org.afterimage.dicom.net.RemoteAe;
import org.afterimage.dicom.net.Status;
import org.afterimage.dicom.net.StoreSession;

/** Sends a sample to a peer with this node's store SCU, as it is. */
final class Sending {
    private Sending() {}

    /**
     * Sends it.
     *
     * @param said what the peer has printed meanwhile
     * @return what stood against it; empty when the peer answered success
     * @throws IOException when there was no association, or it broke
     */
    static Optional<Outcome> to(RemoteAe remote, InteropNode node, Sample sample, Supplier<String> said)
            throws IOException {
        try (StoreSession session = node.open(remote, sample.sopClassUid(), sample.transferSyntax());
                DataSetStream stream = Part10.openDataSet(sample.file())) {
            if (!session.accepts(sample.sopClassUid(), sample.transferSyntax())) {
                return Optional.of(new Outcome.PeerCannot(
                        "not taken",
                        "it accepts no presentation context with "
                                + sample.transferSyntax().name()));
            }
            Status status = session.store(
                    sample.sopClassUid(), sample.sopInstanceUid(), sample.transferSyntax(), stream.bytes());
            return status.isSuccess()
                    ? Optional.empty()
                    : Optional.of(new Outcome.PeerCannot(
                            "not stored", "it accepts the transfer syntax and answers the instance with " + status));
        } catch (AssociationAbortedException e) {
            return Optional.of(new Outcome.PeerCannot(
                    "aborts", "it accepts the transfer syntax and aborts when the instance comes: " + said.get()));
        }
    }
}
