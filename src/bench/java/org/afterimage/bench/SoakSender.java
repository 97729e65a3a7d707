package org.afterimage.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.afterimage.deliver.DeliveryAnswer;
import org.afterimage.deliver.StoreDelivery;
import org.afterimage.dicom.net.RemoteAe;
import org.afterimage.dicom.net.Timeouts;
import org.afterimage.dicom.net.UpperLayerNetwork;

/** Sends a study at a fixed rate, whatever becomes of those before, and again what was not acknowledged. */
final class SoakSender implements AutoCloseable {
    private static final int AT_ONCE = 3;
    private static final int TRIES = 60;

    private final Path folder;
    private final RemoteAe node;
    private final String root = "2.25." + (1 + (System.nanoTime() & 0xFFFF_FFFF_FFFFL));
    private final ScheduledExecutorService threads = Executors.newScheduledThreadPool(AT_ONCE);
    private final Queue<SoakStudy> sent = new ConcurrentLinkedQueue<>();
    private final Queue<String> failures = new ConcurrentLinkedQueue<>();
    private final AtomicInteger next = new AtomicInteger();
    private final AtomicInteger instances = new AtomicInteger();
    private final AtomicInteger sentAgain = new AtomicInteger();

    SoakSender(Path folder, RemoteAe node) {
        this.folder = folder;
        this.node = node;
    }

    /** Sends studies from now on. */
    void start(double studiesPerHour) {
        long period = (long) (3_600_000 / studiesPerHour);
        threads.scheduleAtFixedRate(() -> threads.execute(this::sendNext), 0, period, TimeUnit.MILLISECONDS);
    }

    private void sendNext() {
        try {
            SoakStudy study = SoakStudy.write(folder, root, next.getAndIncrement());
            List<Path> left = study.files();
            StoreDelivery delivery =
                    new StoreDelivery(new UpperLayerNetwork(), study.kind().sender(), Timeouts.defaults());
            for (int i = 0; !left.isEmpty(); i++) {
                if (i == TRIES) {
                    throw new IOException(left.size() + " instances of study " + study.uid() + " were not taken");
                }
                if (i > 0) {
                    sentAgain.addAndGet(left.size());
                    TimeUnit.SECONDS.sleep(1);
                }
                left = delivery.send(left, node).stream()
                        .filter(answer -> !answer.isStored())
                        .map(DeliveryAnswer::file)
                        .toList();
            }
            instances.addAndGet(study.files().size());
            sent.add(study);
            study.delete();
        } catch (IOException | RuntimeException e) {
            failures.add(e.toString());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** The studies that were acknowledged whole. */
    List<SoakStudy> sent() {
        return List.copyOf(sent);
    }

    /** Instances that were acknowledged. */
    int instances() {
        return instances.get();
    }

    /** Instances that were sent once more. */
    int sentAgain() {
        return sentAgain.get();
    }

    /** What could not be sent, in words. */
    List<String> failures() {
        return List.copyOf(failures);
    }

    /** Sends no more, when what is under way has been sent. */
    @Override
    public void close() throws InterruptedException {
        threads.shutdown();
        if (!threads.awaitTermination(2, TimeUnit.MINUTES)) {
            threads.shutdownNow();
        }
    }
}
