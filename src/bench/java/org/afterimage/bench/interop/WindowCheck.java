package org.afterimage.bench.interop;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.afterimage.dicom.io.DataSetStream;
import org.afterimage.dicom.io.Part10;
import org.afterimage.dicom.net.ProposedContext;
import org.afterimage.dicom.net.RemoteAe;
import org.afterimage.dicom.net.Status;
import org.afterimage.dicom.net.StoreSession;

/** The asynchronous operations window (PS3.7 D.3.3.3): many instances are sent before the first is answered. */
final class WindowCheck {
    private static final int WINDOW = 8;

    private final InteropNode node;
    private final Sample sample;

    WindowCheck(InteropNode node, Sample sample) {
        this.node = node;
        this.sample = sample;
    }

    /** Sends the sample several times in one window. */
    Outcome send(RemoteAe remote) throws IOException {
        List<Status> answers = new ArrayList<>();
        List<ProposedContext> contexts =
                List.of(new ProposedContext(sample.sopClassUid(), List.of(sample.transferSyntax())));
        try (StoreSession session =
                node.network().openStore(node.asking().withOperationsWindow(WINDOW), remote, contexts)) {
            int agreed = session.operationsWindow();
            for (int i = 0; i < WINDOW; i++) {
                try (DataSetStream stream = Part10.openDataSet(sample.file())) {
                    session.submit(
                            sample.sopClassUid(),
                            sample.sopInstanceUid(),
                            sample.transferSyntax(),
                            stream.bytes(),
                            answers::add);
                }
            }
            session.awaitAnswers();
            if (answers.size() != WINDOW || !answers.stream().allMatch(Status::isSuccess)) {
                return new Outcome.Failed("the answers were " + answers);
            }
            return agreed == WINDOW
                    ? Outcome.PASSED
                    : new Outcome.PeerCannot("one at a time", "it agrees on a window of " + agreed + "; all arrive");
        }
    }
}
