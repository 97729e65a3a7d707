package org.afterimage.work;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * Makes files durable in threads of its own, which wait for the disk while others work. Several at once: a file system takes what all of them
 * wait for to its own journal by one write.
 */
final class FileSyncs {
    private static final int AT_ONCE = 4;
    private static final int IDLE_SECONDS = 10;

    private final ThreadPoolExecutor threads = new ThreadPoolExecutor(
            AT_ONCE, AT_ONCE, IDLE_SECONDS, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), task -> {
                Thread thread = new Thread(task, "derived-sync");
                thread.setDaemon(true);
                return thread;
            });

    FileSyncs() {
        threads.allowCoreThreadTimeOut(true);
    }

    /** Begins to sync a file that is written. */
    Future<?> start(Path file) {
        return threads.submit(() -> {
            sync(file, StandardOpenOption.WRITE);
            return null;
        });
    }

    /**
     * Waits until all are durable.
     *
     * @throws IOException if one can't be synced, or the thread is interrupted
     */
    void await(List<? extends Future<?>> files) throws IOException {
        try {
            for (Future<?> file : files) {
                file.get();
            }
        } catch (ExecutionException e) {
            if (e.getCause() instanceof IOException io) {
                throw io;
            }
            throw new IllegalStateException(e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted while derived files were synced");
        }
    }

    /** Syncs the names in a folder. */
    void folder(Path folder) throws IOException {
        sync(folder, StandardOpenOption.READ);
    }

    private static void sync(Path path, StandardOpenOption mode) throws IOException {
        try (FileChannel channel = FileChannel.open(path, mode)) {
            channel.force(true);
        }
    }
}
