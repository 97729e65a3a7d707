package org.afterimage.storage;

import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import javax.sql.DataSource;
import org.afterimage.node.NodeConfiguration;
import org.afterimage.node.NodeFolders;
import org.afterimage.node.StorageSettings;
import org.afterimage.storage.Purgeable.Kind;
import org.jboss.logging.Logger;

/**
 * Removes from disk what may go. One node at a time does it for all that share a database. A crash at any point leaves rows and files that the
 * next turn brings into agreement.
 */
@ApplicationScoped
public class Purger {
    private static final Logger LOG = Logger.getLogger(Purger.class);

    /** Of PostgreSQL's advisory locks, the one that this program takes to purge. */
    private static final long LOCK = 0x61667465_72707572L;

    /** So many rows are locked at once: an instance that is sent once more waits no longer than their files take. */
    private static final int FILES_AT_ONCE = 100;

    private static final int UNITS = 500;

    private final DataSource database;
    private final StorageSettings settings;
    private final DiskRoom room;
    private final StorageMeters meters;
    private final FileRemoval spool;
    private final FileRemoval derived;

    /** For the container. */
    public Purger(
            DataSource database,
            NodeConfiguration configuration,
            NodeFolders folders,
            DiskRoom room,
            StorageMeters meters) {
        this.database = database;
        this.settings = configuration.node().storage();
        this.room = room;
        this.meters = meters;
        this.spool = new FileRemoval(folders.spool());
        this.derived = new FileRemoval(folders.derived());
    }

    /**
     * What a turn did.
     *
     * @param purges studies and jobs whose files went
     * @param files how many
     * @param bytes of them together
     * @param more whether it ended for its bound, and not for want of more
     */
    public record Turn(int purges, int files, long bytes, boolean more) {
        private static final Turn NOTHING = new Turn(0, 0, 0, false);

        private Turn and(Purgeable purged) {
            return new Turn(purges + 1, files + purged.files(), bytes + purged.bytes(), more);
        }
    }

    /**
     * Removes what may go, up to {@code storage.purgeFiles}; while room is short also what may go then, until there is enough.
     *
     * @throws SQLException if the database fails; what was begun goes on in the next turn
     */
    public Turn turn() throws SQLException {
        try (Connection connection = database.getConnection()) {
            PurgeStore store = new PurgeStore(connection);
            if (!store.inTransaction(() -> locked(connection, "select pg_try_advisory_lock(?)"))) {
                return Turn.NOTHING; // another node is at it
            }
            try {
                return turn(store);
            } finally {
                store.inTransaction(() -> locked(connection, "select pg_advisory_unlock(?)"));
            }
        }
    }

    /** What the next turn would take, if it had no bound. */
    public List<Purgeable> next(boolean whenShort, int most) throws SQLException {
        try (Connection connection = database.getConnection()) {
            return new PurgeStore(connection).oldest(KeepTimes.of(settings, whenShort), most);
        }
    }

    private Turn turn(PurgeStore store) throws SQLException {
        for (OpenPurge open : store.open(UNITS)) {
            remove(store, open);
        }
        removeReplaced(store);
        Turn turn = purge(store, KeepTimes.of(settings, false), Turn.NOTHING);
        if (!turn.more() && room.measuredLevel() != RoomLevel.AMPLE) {
            turn = purge(store, KeepTimes.of(settings, true), turn);
        }
        if (turn.purges() > 0) {
            LOG.infof(
                    "purged %d files, %d MB, of %d studies and jobs whose time is over",
                    turn.files(), turn.bytes() >> 20, turn.purges());
        }
        return turn;
    }

    private Turn purge(PurgeStore store, KeepTimes times, Turn before) throws SQLException {
        Turn turn = before;
        List<Purgeable> oldest = store.oldest(times, UNITS);
        for (Purgeable found : oldest) {
            if (turn.files() >= settings.purgeFiles()) {
                return new Turn(turn.purges(), turn.files(), turn.bytes(), true);
            }
            if (times.whenShort() && room.measuredLevel() == RoomLevel.AMPLE) {
                return turn;
            }
            Optional<OpenPurge> marked = store.mark(found, times);
            if (marked.isPresent() && remove(store, marked.get())) {
                turn = turn.and(found);
                meters.purged(found);
            }
        }
        boolean more = oldest.size() == UNITS && turn.purges() > before.purges();
        return new Turn(turn.purges(), turn.files(), turn.bytes(), more);
    }

    /** Returns whether all its files are gone. A file that can't be removed holds up no other purge. */
    private boolean remove(PurgeStore store, OpenPurge purge) throws SQLException {
        try {
            if (purge.kind() == Kind.STUDY) {
                removeInstances(store, purge);
            } else {
                removeDerived(store, purge);
            }
            return true;
        } catch (RemovalFailedException e) {
            LOG.warnf("purge %d goes on later: %s", purge.id(), e.getCause().getMessage());
            return false;
        }
    }

    private void removeInstances(PurgeStore store, OpenPurge purge) throws SQLException {
        long last = 0;
        while (last >= 0) {
            long after = last;
            last = store.inTransaction(() -> {
                List<PurgeStore.PurgedFile> files = store.lockFiles(purge, after, FILES_AT_ONCE);
                if (files.isEmpty()) {
                    store.removed(purge);
                    return -1L;
                }
                remove(() -> spool.remove(
                        files.stream().map(PurgeStore.PurgedFile::file).collect(Collectors.toList())));
                return files.get(files.size() - 1).id();
            });
        }
    }

    private void removeDerived(PurgeStore store, OpenPurge purge) throws SQLException {
        store.inTransaction(() -> {
            if (store.lockJob(purge)) {
                remove(() -> derived.removeFolder(Long.toString(purge.subject())));
            }
            store.removed(purge);
            return purge;
        });
    }

    private void removeReplaced(PurgeStore store) throws SQLException {
        store.inTransaction(() -> {
            for (PurgeStore.PurgedFile file : store.lockReplaced(UNITS)) {
                try {
                    spool.remove(List.of(file.file()));
                    store.replacedRemoved(file);
                } catch (IOException e) {
                    LOG.warnf("a replaced file is removed later: %s", e.getMessage());
                }
            }
            return null;
        });
    }

    /** The disk failed in the middle of a transaction. */
    private static final class RemovalFailedException extends RuntimeException {
        private static final long serialVersionUID = 1L;

        RemovalFailedException(IOException cause) {
            super(cause);
        }
    }

    @FunctionalInterface
    private interface Removal {
        void run() throws IOException;
    }

    private static void remove(Removal removal) {
        try {
            removal.run();
        } catch (IOException e) {
            throw new RemovalFailedException(e);
        }
    }

    private static boolean locked(Connection connection, String sql) throws SQLException {
        try (PreparedStatement lock = connection.prepareStatement(sql)) {
            lock.setLong(1, LOCK);
            try (ResultSet row = lock.executeQuery()) {
                return row.next() && row.getBoolean(1);
            }
        }
    }
}
