package org.afterimage.receive;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.afterimage.receive.journal.FileSync;

/** The real disk, whose syncs can be made to fail or to wait. */
public final class TestDisk implements FileSync {
    private volatile boolean failing;
    private volatile CountDownLatch gate = new CountDownLatch(0);
    private volatile int syncs;

    /** From now on, syncs fail or succeed. */
    public void fail(boolean fails) {
        failing = fails;
    }

    /** From now on, syncs wait. */
    public void closeGate() {
        gate = new CountDownLatch(1);
    }

    /** Those that wait go on. */
    public void openGate() {
        gate.countDown();
    }

    /** How many were asked for. */
    public synchronized int syncs() {
        return syncs;
    }

    @Override
    public void force(FileChannel channel) throws IOException {
        synchronized (this) {
            syncs++;
        }
        try {
            if (!gate.await(20, TimeUnit.SECONDS)) {
                throw new IOException("the gate stays closed");
            }
        } catch (InterruptedException e) {
            throw new IOException(e);
        }
        if (failing) {
            throw new IOException("No space left on device");
        }
        FileSync.OF_THE_DISK.force(channel);
    }
}
