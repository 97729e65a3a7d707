package org.afterimage.deliver;

import java.io.IOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.afterimage.dicom.net.AssociationSettings;
import org.afterimage.dicom.net.DicomNetwork;
import org.afterimage.dicom.net.RemoteAe;
import org.afterimage.dicom.net.StorageCommitmentRequest;
import org.afterimage.dicom.net.StorageCommitmentResult;
import org.afterimage.dicom.net.Timeouts;

/** Asks by storage commitment (PS3.4 Annex J); the result comes over the same association, or over one to this node's listener. */
final class CommitmentConfirmer implements Confirmer {
    private final DicomNetwork network;
    private final String callingAeTitle;
    private final Timeouts timeouts;
    private final int seconds;
    private final RemoteAe destination;

    CommitmentConfirmer(
            DicomNetwork network, String callingAeTitle, Timeouts timeouts, int seconds, RemoteAe destination) {
        this.network = network;
        this.callingAeTitle = callingAeTitle;
        this.timeouts = timeouts;
        this.seconds = seconds;
        this.destination = destination;
    }

    @Override
    public Map<String, ConfirmationAnswer> ask(List<SentInstance> sent) throws IOException {
        StorageCommitmentRequest request = StorageCommitmentRequest.of(
                sent.stream().map(SentInstance::reference).distinct().toList());
        StorageCommitmentResult result = network.commit(
                AssociationSettings.of(callingAeTitle, timeouts), destination, request, Duration.ofSeconds(seconds));
        Map<String, ConfirmationAnswer> answers = new HashMap<>();
        result.committed()
                .forEach(kept -> answers.put(
                        kept.sopInstanceUid(),
                        new ConfirmationAnswer(true, "storage commitment, transaction " + request.transactionUid())));
        result.failed()
                .forEach(failed -> answers.put(
                        failed.reference().sopInstanceUid(),
                        new ConfirmationAnswer(false, "storage commitment: " + failed.reason())));
        return answers;
    }
}
