package org.afterimage.receive;

import java.io.Closeable;
import java.io.IOException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import org.jboss.logging.Logger;

/**
 * Commits the rows of instances of many associations together, and never before their files and the names of these are durable.
 *
 * <p>An association hands its instance over and then syncs its file; one thread inserts meanwhile, waits for the sync, and commits. Those that
 * come while it is busy wait for it, and it takes all of them at once whose files are synced by then. So nobody waits for company, a single
 * association pays for the slower of sync and insert instead of both, and the more associations there are, the fewer commits each costs.
 */
final class GroupCommit implements Closeable {
    /** No group is larger, so that no statement grows without bound. */
    static final int LARGEST_GROUP = 256;

    private static final Logger LOG = Logger.getLogger(GroupCommit.class);

    private final Spool spool;
    private final InstanceIndex index;
    private final Duration patience;
    private final ArrayDeque<Entry> queue = new ArrayDeque<>();
    private final Thread thread = new Thread(this::commitAll, "receive-commit");
    private boolean closing;

    /**
     * Starts the thread.
     *
     * @param spool whose names are synced
     * @param index where the rows go
     * @param patience how long a group waits for the sync of a file, and an instance for its group
     */
    GroupCommit(Spool spool, InstanceIndex index, Duration patience) {
        this.spool = spool;
        this.index = index;
        this.patience = patience;
        thread.setDaemon(true);
        thread.start();
    }

    /** An instance on its way into the index. */
    private static final class Entry {
        private final ReceivedInstance instance;
        private final CompletableFuture<Void> synced = new CompletableFuture<>();
        private final CompletableFuture<CommitResult> result = new CompletableFuture<>();

        Entry(ReceivedInstance instance) {
            this.instance = instance;
        }
    }

    /**
     * Syncs the file of an instance and commits its rows, and returns when that is decided or took too long. When the sync fails, no row
     * is committed.
     */
    CommitResult commit(ReceivedInstance instance, Spool.Incoming file) {
        Entry entry = new Entry(instance);
        synchronized (queue) {
            if (closing) {
                return new CommitResult.Refused(new IOException("the node stops"));
            }
            queue.add(entry);
            queue.notifyAll();
        }
        try {
            file.sync();
            entry.synced.complete(null);
        } catch (IOException | RuntimeException | Error e) {
            entry.synced.completeExceptionally(e);
        }
        return await(entry);
    }

    private CommitResult await(Entry entry) {
        try {
            return entry.result.get(2 * patience.toNanos(), TimeUnit.NANOSECONDS);
        } catch (TimeoutException e) {
            return giveUp(entry, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return giveUp(entry, e);
        } catch (ExecutionException e) {
            throw new IllegalStateException("no result is completed by an exception", e);
        }
    }

    /** Leaves the queue; what becomes of one that is in a group already, nobody can say. */
    private CommitResult giveUp(Entry entry, Exception reason) {
        boolean queued;
        synchronized (queue) {
            queued = queue.remove(entry);
        }
        entry.result.complete(queued ? new CommitResult.Refused(reason) : new CommitResult.Undecided(reason));
        return entry.result.join();
    }

    private void commitAll() {
        List<Entry> group = List.of();
        while (true) {
            try {
                group = nextGroup();
                if (group.isEmpty()) {
                    return;
                }
                commit(group);
            } catch (InterruptedException e) {
                LOG.debug("interrupted; goes on until it is closed");
            } catch (RuntimeException | Error e) {
                // Whatever it was, the group must be answered and the next must have its turn.
                LOG.error("a group of instances could not be committed, by a bug or for want of memory", e);
                answer(group, new CommitResult.Undecided(new IllegalStateException("committing failed", e)));
            }
        }
    }

    /** All that are synced; where none is, the first, whose rows are inserted while it is synced. Empty when there will be no more. */
    private List<Entry> nextGroup() throws InterruptedException {
        synchronized (queue) {
            while (queue.isEmpty() && !closing) {
                queue.wait();
            }
            List<Entry> group = new ArrayList<>();
            for (Iterator<Entry> entries = queue.iterator(); entries.hasNext() && group.size() < LARGEST_GROUP; ) {
                Entry entry = entries.next();
                if (entry.synced.isDone()) {
                    group.add(entry);
                    entries.remove();
                }
            }
            if (group.isEmpty() && !queue.isEmpty()) {
                group.add(queue.remove());
            }
            return group;
        }
    }

    private void commit(List<Entry> group) throws InterruptedException {
        List<Entry> synced;
        try (IndexTransaction transaction =
                index.insert(group.stream().map(entry -> entry.instance).toList())) {
            synced = awaitSyncs(group);
            if (synced.size() == group.size()) {
                syncNames(group);
                commit(group, transaction);
                return;
            }
        } catch (IOException e) {
            answer(group, new CommitResult.Refused(e));
            return;
        } catch (SQLException e) {
            refuse(group, e);
            return;
        }
        if (!synced.isEmpty()) {
            commit(synced);
        }
    }

    /**
     * Bytes and name of a file are two things to a disk. The names come last: a journal that has taken the bytes has mostly taken the names
     * with them, while one that is made to take the names first has to write twice.
     */
    private void syncNames(List<Entry> group) throws IOException {
        Set<String> folders =
                group.stream().map(entry -> entry.instance.folder()).collect(Collectors.toSet());
        for (String folder : folders) {
            spool.syncFolder(folder);
        }
    }

    /** Returns those whose files are durable, and answers the others. */
    private List<Entry> awaitSyncs(List<Entry> group) throws InterruptedException {
        List<Entry> synced = new ArrayList<>();
        for (Entry entry : group) {
            try {
                entry.synced.get(patience.toNanos(), TimeUnit.NANOSECONDS);
                synced.add(entry);
            } catch (ExecutionException | TimeoutException e) {
                entry.result.complete(new CommitResult.Refused(new IOException("the file could not be synced", e)));
            }
        }
        return synced;
    }

    private static void commit(List<Entry> group, IndexTransaction transaction) {
        try {
            transaction.commit();
        } catch (SQLException e) {
            answer(group, IndexTransaction.wasUndone(e) ? new CommitResult.Refused(e) : new CommitResult.Undecided(e));
            return;
        }
        for (int i = 0; i < group.size(); i++) {
            group.get(i)
                    .result
                    .complete(new CommitResult.Indexed(transaction.outcomes().get(i)));
        }
    }

    /** An insert failed. What the database refuses for the content of one instance, it refuses alone. */
    private void refuse(List<Entry> group, SQLException reason) throws InterruptedException {
        if (group.size() == 1 || !IndexTransaction.concernsOneInstance(reason)) {
            answer(group, new CommitResult.Refused(reason));
            return;
        }
        for (Entry entry : group) {
            commit(List.of(entry));
        }
    }

    private static void answer(List<Entry> group, CommitResult result) {
        group.forEach(entry -> entry.result.complete(result));
    }

    /** Commits what is waiting and takes no more. */
    @Override
    public void close() {
        synchronized (queue) {
            closing = true;
            queue.notifyAll();
        }
        try {
            thread.join(patience.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
