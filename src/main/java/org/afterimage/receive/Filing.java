package org.afterimage.receive;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.jboss.logging.Logger;

/**
 * Makes files and rows of acknowledged instances. The files are durable before the rows are committed, and the rows before the journal gives
 * the bytes up; done again after any failure or crash, it makes the same files and no second row.
 */
final class Filing {
    private static final Logger LOG = Logger.getLogger(Filing.class);

    private static final int SYNCS_AT_ONCE = 4;
    private static final int IDLE_SECONDS = 10;

    private final Spool spool;
    private final InstanceIndex index;
    private final ExecutorService syncs = threadsThatEndWhenIdle();

    Filing(Spool spool, InstanceIndex index) {
        this.spool = spool;
        this.index = index;
    }

    private static ExecutorService threadsThatEndWhenIdle() {
        ThreadPoolExecutor threads = new ThreadPoolExecutor(
                SYNCS_AT_ONCE, SYNCS_AT_ONCE, IDLE_SECONDS, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), task -> {
                    Thread made = new Thread(task, "receive-sync");
                    made.setDaemon(true);
                    return made;
                });
        threads.allowCoreThreadTimeOut(true);
        return threads;
    }

    /**
     * Files a group.
     *
     * @throws IOException when the disk does not take them, and SQLException when the database does not; then all of them wait for the next try
     */
    void file(List<Acknowledged> group) throws IOException, SQLException {
        List<IndexedFile> rows = new ArrayList<>();
        for (Acknowledged acknowledged : group) {
            rows.add(acknowledged.row(spool));
        }
        try (IndexTransaction transaction = index.insert(rows)) {
            List<Placed> added = new ArrayList<>();
            for (int i = 0; i < group.size(); i++) {
                if (transaction.recognised().get(i).needsFile()) {
                    added.add(new Placed(group.get(i), transaction.recognised().get(i)));
                }
            }
            makeFiles(added);
            transaction.commit();
            for (int i = 0; i < group.size(); i++) {
                tell(group.get(i).instance(), transaction.outcomes().get(i));
            }
        }
        for (Acknowledged acknowledged : group) {
            release(acknowledged);
        }
    }

    /** An instance and the place that the index has for it. */
    private record Placed(Acknowledged acknowledged, Recognised place) {}

    /** All are written before the first is synced, so that a file system's own journal takes their names together. */
    private void makeFiles(List<Placed> added) throws IOException {
        for (Placed placed : added) {
            Unfiled bytes = placed.acknowledged().bytes();
            spool.makeFolder(placed.place().file());
            if (placed.place().isRestored()) {
                bytes.makeAgain(target(placed));
            } else {
                bytes.make(target(placed));
            }
        }
        syncAll(added);
        Set<Path> folders =
                added.stream().map(this::target).map(Path::getParent).collect(Collectors.toSet());
        for (Path folder : folders) {
            spool.syncFolder(folder);
        }
    }

    /** Several at once: a file system takes the names and lengths of all files whose syncs meet to its own journal by one write. */
    private void syncAll(List<Placed> added) throws IOException {
        List<Callable<Void>> tasks = added.stream()
                .map(placed -> (Callable<Void>) () -> {
                    placed.acknowledged().bytes().sync(target(placed), spool.sync());
                    return null;
                })
                .toList();
        try {
            for (Future<Void> task : syncs.invokeAll(tasks)) {
                task.get();
            }
        } catch (ExecutionException e) {
            throw new IOException("a file could not be synced", e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted while files were synced");
        }
    }

    /** Keeps an instance that the database refuses for good as a file that a person can look at. */
    void setAside(Acknowledged acknowledged, SQLException reason) throws IOException {
        Path target = spool.aside(acknowledged.instance().file());
        acknowledged.bytes().make(target);
        acknowledged.bytes().sync(target, spool.sync());
        spool.syncFolder(target.getParent());
        LOG.errorf(
                reason,
                "association %d: the database refuses instance %s; it is kept as %s and not processed",
                acknowledged.instance().request().associationId(),
                acknowledged.instance().request().sopInstanceUid(),
                target);
        release(acknowledged);
    }

    private Path target(Placed placed) {
        return spool.resolve(placed.place().file());
    }

    private static void tell(ReceivedInstance instance, InstanceIndex.Outcome outcome) {
        if (outcome == InstanceIndex.Outcome.OTHER_CONTENT) {
            LOG.warnf(
                    "association %d: instance %s came again with other content; the first copy is kept",
                    instance.request().associationId(), instance.request().sopInstanceUid());
        } else if (outcome == InstanceIndex.Outcome.REPLACED) {
            LOG.warnf(
                    "association %d: instance %s came again with other content, which takes the place of the first",
                    instance.request().associationId(), instance.request().sopInstanceUid());
        } else if (outcome == InstanceIndex.Outcome.RESTORED) {
            LOG.infof(
                    "association %d: instance %s, whose file was purged, came again and is kept once more",
                    instance.request().associationId(), instance.request().sopInstanceUid());
        } else if (outcome == InstanceIndex.Outcome.SAME_CONTENT) {
            LOG.debugf(
                    "association %d: instance %s came again",
                    instance.request().associationId(), instance.request().sopInstanceUid());
        }
    }

    private static void release(Acknowledged acknowledged) {
        try {
            acknowledged.bytes().release();
        } catch (IOException e) {
            LOG.warnf(
                    e,
                    "what arrived of %s stays beside its file",
                    acknowledged.instance().file());
        }
    }
}
