package org.afterimage.receive;

import java.io.Closeable;
import java.io.IOException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import org.afterimage.receive.journal.Journal;
import org.jboss.logging.Logger;

/**
 * Files acknowledged instances, behind their senders' backs: while a burst arrives it waits, since the journal is safe and the sender is in a
 * hurry, but hardly once all senders have gone, never longer than a second and never beyond half of the journal. What can't be filed, because the database or the disk is in
 * trouble, waits in the journal until it can.
 */
final class Filer implements Closeable {
    /** So long nothing was appended: the burst is over. A radiograph takes some 20 ms on a fast network. */
    static final Duration QUIET = Duration.ofMillis(60);

    /** The same when no association is open: some senders make one for each image, and are back at once. */
    static final Duration QUIET_ALONE = Duration.ofMillis(10);

    /** The longest that an instance waits for quiet. */
    static final Duration LONGEST = Duration.ofSeconds(1);

    private static final Logger LOG = Logger.getLogger(Filer.class);
    private static final int LARGEST_GROUP = 128;
    private static final Duration PAUSE = Duration.ofMillis(500);
    private static final double HALF_FULL = 0.5;

    /** An instance and when it was acknowledged. */
    private record Waiting(Acknowledged instance, long since) {}

    private final Journal journal;
    private final Filing filing;
    private final Duration patience;
    private final LinkedHashSet<Waiting> queue = new LinkedHashSet<>();
    private final Thread thread = new Thread(this::run, "receive-filer");
    private Optional<Exception> trouble = Optional.empty();
    private Optional<Waiting> newest = Optional.empty();
    private boolean alone;
    private int inAHurry;
    private boolean closing;
    private boolean closed;

    /**
     * Starts the thread.
     *
     * @param journal where the instances wait
     * @param filing what is done with them
     * @param patience how long closing waits for what is not filed yet
     */
    Filer(Journal journal, Filing filing, Duration patience) {
        this.journal = journal;
        this.filing = filing;
        this.patience = patience;
        thread.setDaemon(true);
        thread.start();
    }

    /** Takes an instance that is durable. */
    void add(Acknowledged instance) {
        synchronized (queue) {
            newest = Optional.of(new Waiting(instance, System.nanoTime()));
            queue.add(newest.get());
            if (queue.size() == 1) {
                queue.notifyAll();
            }
        }
    }

    /** Learns whether all associations have ended, so that nobody is in the middle of a burst. */
    void alone(boolean isAlone) {
        synchronized (queue) {
            alone = isAlone;
            queue.notifyAll();
        }
    }

    /** Whether an acknowledged instance of this UID has no row yet. */
    boolean isWaiting(String sopInstanceUid) {
        synchronized (queue) {
            return queue.stream()
                    .anyMatch(left -> left.instance()
                            .instance()
                            .request()
                            .sopInstanceUid()
                            .equals(sopInstanceUid));
        }
    }

    /** How many acknowledged instances have no row yet. */
    int waiting() {
        synchronized (queue) {
            return queue.size();
        }
    }

    /** Why filing does not succeed now; empty when it does. */
    Optional<Exception> trouble() {
        synchronized (queue) {
            return trouble;
        }
    }

    /**
     * Waits until all that was acknowledged before this call has its row.
     *
     * @return false if that takes longer
     */
    boolean awaitFiled(Duration longest) throws InterruptedException {
        synchronized (queue) {
            if (newest.isEmpty()) {
                return true;
            }
            long last = newest.get().since();
            return await(longest, () -> queue.stream().noneMatch(left -> left.since() <= last));
        }
    }

    /**
     * Waits until something is filed, which makes room in the journal.
     *
     * @return false if that takes longer
     */
    boolean awaitRoom(Duration longest) throws InterruptedException {
        synchronized (queue) {
            int before = queue.size();
            return await(longest, () -> queue.size() < before);
        }
    }

    /** Something that becomes true when instances are filed. */
    @FunctionalInterface
    private interface Condition {
        boolean isMet();
    }

    private boolean await(Duration longest, Condition condition) throws InterruptedException {
        long deadline = System.nanoTime() + longest.toNanos();
        inAHurry++;
        queue.notifyAll();
        try {
            while (!condition.isMet()) {
                long left = (deadline - System.nanoTime()) / 1_000_000;
                if (left <= 0) {
                    return false;
                }
                queue.wait(left);
            }
            return true;
        } finally {
            inAHurry--;
        }
    }

    private void run() {
        while (true) {
            try {
                List<Waiting> group = nextGroup();
                if (group.isEmpty()) {
                    return;
                }
                file(group);
            } catch (InterruptedException e) {
                LOG.debug("interrupted; goes on until it is closed");
            }
        }
    }

    /** The next that are due; they stay in the queue until they are filed. Empty when there will be no more. */
    private List<Waiting> nextGroup() throws InterruptedException {
        synchronized (queue) {
            while (!closed && !isDue()) {
                if (queue.isEmpty()) {
                    journal.rewind();
                    queue.wait();
                } else {
                    // It may have become due since it was asked; a wait of 0 would be one without an end, and less is
                    // refused.
                    queue.wait(Math.max(1, millisUntilDue()));
                }
            }
            return closed ? List.of() : queue.stream().limit(LARGEST_GROUP).toList();
        }
    }

    private boolean isDue() {
        return queue.isEmpty() ? closing : millisUntilDue() <= 0;
    }

    private long millisUntilDue() {
        if (closing || inAHurry > 0 || journal.fill() >= HALF_FULL) {
            return 0;
        }
        long now = System.nanoTime();
        long quiet = (alone ? QUIET_ALONE : QUIET).toNanos() - (now - journal.lastAppend());
        long longest = LONGEST.toNanos() - (now - queue.iterator().next().since());
        return (Math.min(quiet, longest) + 999_999) / 1_000_000;
    }

    private void file(List<Waiting> group) throws InterruptedException {
        try {
            filing.file(group.stream().map(Waiting::instance).toList());
            done(group);
        } catch (SQLException e) {
            if (!IndexTransaction.concernsOneInstance(e) || IndexTransaction.isConflict(e) && group.size() == 1) {
                pause(e);
            } else if (group.size() > 1) {
                for (Waiting one : group) {
                    file(List.of(one));
                }
            } else {
                refuse(group, e);
            }
        } catch (IOException | RuntimeException e) {
            pause(e);
        }
    }

    private void done(List<Waiting> group) {
        synchronized (queue) {
            if (trouble.isPresent()) {
                LOG.info("received instances are filed again");
                trouble = Optional.empty();
            }
            group.forEach(queue::remove);
            queue.notifyAll();
        }
    }

    /** The database takes this one not, whatever was tried: it is put where a person finds it, so that it holds up no other. */
    private void refuse(List<Waiting> one, SQLException reason) throws InterruptedException {
        Acknowledged instance = one.get(0).instance();
        if (instance.triedAgainAfterRefusal()) {
            pause(reason);
            return;
        }
        try {
            filing.setAside(instance, reason);
            done(one);
        } catch (IOException e) {
            pause(e);
        }
    }

    private void pause(Exception reason) throws InterruptedException {
        synchronized (queue) {
            if (trouble.isEmpty()) {
                LOG.errorf(reason, "%d received instances wait in the journal: they can't be filed now", queue.size());
            }
            trouble = Optional.of(reason);
            if (!closed) {
                queue.wait(PAUSE.toMillis());
            }
        }
    }

    /** Files what is waiting, as long as the patience lasts. The rest stays in the journal, for the next start. */
    @Override
    public void close() {
        synchronized (queue) {
            closing = true;
            queue.notifyAll();
        }
        try {
            thread.join(patience.toMillis());
            synchronized (queue) {
                closed = true;
                queue.notifyAll();
            }
            thread.join(patience.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
