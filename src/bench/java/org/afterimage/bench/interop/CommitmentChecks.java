package org.afterimage.bench.interop;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.afterimage.dicom.net.NotNegotiatedException;
import org.afterimage.dicom.net.PresentationContextNotAcceptedException;
import org.afterimage.dicom.net.RemoteAe;
import org.afterimage.dicom.net.SopReference;
import org.afterimage.dicom.net.StorageCommitmentRequest;
import org.afterimage.dicom.net.StorageCommitmentResult;

/** Storage commitment (PS3.4 Annex J) of this node as the SCU. */
final class CommitmentChecks {
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final String MISSING = "2.25.4711";

    private final InteropNode node;
    private final Sample sample;

    CommitmentChecks(InteropNode node, Sample sample) {
        this.node = node;
        this.sample = sample;
    }

    /** Sends an instance and asks for it and for one that was never sent. */
    Outcome ask(RemoteAe remote) throws IOException {
        Optional<Outcome> obstacle = Sending.to(remote, node, sample, () -> "");
        if (obstacle.isPresent()) {
            return obstacle.get();
        }
        SopReference sent = new SopReference(sample.sopClassUid(), sample.sopInstanceUid());
        SopReference missing = new SopReference(sample.sopClassUid(), MISSING);
        try {
            StorageCommitmentResult result = node.network()
                    .commit(node.asking(), remote, StorageCommitmentRequest.of(List.of(sent, missing)), PATIENCE);
            boolean right = result.committed().equals(List.of(sent))
                    && result.failed().size() == 1
                    && result.failed().get(0).reference().equals(missing);
            return right ? Outcome.PASSED : new Outcome.Failed("it reports " + result);
        } catch (PresentationContextNotAcceptedException | NotNegotiatedException e) {
            return new Outcome.PeerCannot("not taken", "it accepts no context for storage commitment");
        }
    }
}
