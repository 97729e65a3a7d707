package org.afterimage.bench;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.afterimage.dicom.net.DicomNetwork;
import org.afterimage.dicom.net.ProposedContext;
import org.afterimage.dicom.net.RemoteAe;
import org.afterimage.dicom.net.Status;
import org.afterimage.dicom.net.StoreSession;
import org.afterimage.dicom.net.Timeouts;
import org.afterimage.dicom.net.UpperLayerNetwork;

/**
 * The one sender of all runs: this project's storage SCU, one thread and one study an association, each instance sent when the one before was
 * answered. It sends from memory and computes nothing, so that it takes as little of the machine as a sender can.
 */
final class Sender {
    private static final Duration PATIENCE = Duration.ofMinutes(5);
    private static final Timeouts TIMEOUTS =
            new Timeouts(Duration.ofSeconds(10), PATIENCE, PATIENCE, PATIENCE, PATIENCE);

    private final DicomNetwork network = new UpperLayerNetwork();
    private final AtomicInteger studies = new AtomicInteger();
    private final String uidRoot = "2.25." + (1 + (System.nanoTime() & 0xFFFF_FFFF_FFFFL));

    /**
     * Sends a workload over a number of associations at once.
     *
     * @return seconds from the first connection until all associations are released
     * @throws IOException when one instance was not stored
     */
    double send(Workload workload, RemoteAe target, int associations) throws IOException, InterruptedException {
        ExecutorService threads = Executors.newFixedThreadPool(associations);
        try {
            List<Callable<Void>> senders = new ArrayList<>();
            for (int i = 0; i < associations; i++) {
                int count = workload.instances() * (i + 1) / associations - workload.instances() * i / associations;
                String studyUid = uidRoot + "." + studies.incrementAndGet();
                senders.add(() -> sendStudy(workload, target, studyUid, count));
            }
            long start = System.nanoTime();
            for (Future<Void> sender : threads.invokeAll(senders)) {
                sender.get();
            }
            return (System.nanoTime() - start) / 1e9;
        } catch (ExecutionException e) {
            throw new IOException("Sending to " + target + " failed", e.getCause());
        } finally {
            threads.shutdownNow();
        }
    }

    private Void sendStudy(Workload workload, RemoteAe target, String studyUid, int count) throws IOException {
        String sopClass = workload.sopClassUid();
        ProposedContext context = new ProposedContext(sopClass, List.of(Workload.SYNTAX));
        try (StoreSession session = network.openStore("SENDER", target, List.of(context), TIMEOUTS)) {
            for (int i = 1; i <= count; i++) {
                String uid = studyUid + ".1." + i;
                Status status = session.store(
                        sopClass, uid, Workload.SYNTAX, workload.dataSet(studyUid, studyUid + ".1", uid, i));
                if (!status.isSuccess()) {
                    throw new IOException(target + " answered " + status);
                }
            }
        }
        return null;
    }
}
