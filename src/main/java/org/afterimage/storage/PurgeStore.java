package org.afterimage.storage;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.afterimage.fault.FaultPoint;
import org.afterimage.storage.Purgeable.Kind;

/** The rows of a purge. Rows first: once a purge is committed nobody reads its files, and whoever finds it open removes them. */
final class PurgeStore {
    private static final String JOBS_OF_STUDY = """
            select j.id from job j where j.id in
                (select b.job_id from job_source b join series r on r.id = b.series_id where r.study_id = ?)
            order by j.id for update
            """;

    /** Which they are is in the record of the purge, so that nobody can put a lost file to its account. */
    private static final String INSTANCES = """
            update purge p set instances = (select range_agg(int8range(i.id, i.id, '[]')) from instance i where i.purge_id = p.id) where p.id = ?
            """;

    private final Connection connection;

    /** Works on a connection without an open transaction. */
    PurgeStore(Connection connection) throws SQLException {
        this.connection = connection;
        connection.setAutoCommit(false);
    }

    /** Something in one transaction. */
    @FunctionalInterface
    interface Work<T> {
        T run() throws SQLException;
    }

    /** Commits what the work did, or undoes it. */
    <T> T inTransaction(Work<T> work) throws SQLException {
        boolean done = false;
        try {
            T result = work.run();
            connection.commit();
            done = true;
            return result;
        } finally {
            if (!done) {
                connection.rollback();
            }
        }
    }

    /** What may go, the oldest first. */
    List<Purgeable> oldest(KeepTimes times, int most) throws SQLException {
        return inTransaction(() -> new PurgeQuery(connection, times).oldest(most));
    }

    /** Purges that were cut off, or that failed on the disk. */
    List<OpenPurge> open(int most) throws SQLException {
        return inTransaction(() -> {
            List<OpenPurge> open = new ArrayList<>();
            try (PreparedStatement query = connection.prepareStatement(
                            "select id, study_id, job_id from purge where removed_at is null order by id limit "
                                    + most);
                    ResultSet row = query.executeQuery()) {
                while (row.next()) {
                    long study = row.getLong(2);
                    open.add(
                            row.wasNull()
                                    ? new OpenPurge(row.getLong(1), Kind.JOB, row.getLong(3))
                                    : new OpenPurge(row.getLong(1), Kind.STUDY, study));
                }
            }
            return open;
        });
    }

    /**
     * Decides on a purge. With study and jobs locked it is looked at again: an instance that came, or a person who has a job done again, may
     * have been faster.
     *
     * @return the purge; empty when it may not go any more
     */
    Optional<OpenPurge> mark(Purgeable found, KeepTimes times) throws SQLException {
        return inTransaction(() -> {
            if (!lock(found)) {
                return Optional.empty();
            }
            Optional<Purgeable> still = new PurgeQuery(connection, times).one(found.kind(), found.id());
            if (still.isEmpty()) {
                return Optional.empty();
            }
            long purge = insert(still.get(), times.whenShort());
            if (found.kind() == Kind.STUDY) {
                execute(
                        "update instance i set purge_id = ? from series r"
                                + " where r.id = i.series_id and r.study_id = ? and i.purge_id is null",
                        purge,
                        found.id());
                execute("update study set purge_id = ? where id = ?", purge, found.id());
                execute(INSTANCES, purge);
            } else {
                execute("update job set purge_id = ? where id = ?", purge, found.id());
            }
            FaultPoint.PURGE_BEFORE_COMMIT.reach();
            return Optional.of(new OpenPurge(purge, found.kind(), found.id()));
        });
    }

    private boolean lock(Purgeable found) throws SQLException {
        String table = found.kind() == Kind.STUDY ? "study" : "job";
        boolean there = !ids("select id from " + table + " where id = ? and purge_id is null for update", found.id())
                .isEmpty();
        if (there && found.kind() == Kind.STUDY) {
            ids(JOBS_OF_STUDY, found.id());
        }
        return there;
    }

    private long insert(Purgeable found, boolean whenShort) throws SQLException {
        String column = found.kind() == Kind.STUDY ? "study_id" : "job_id";
        try (PreparedStatement insert = connection.prepareStatement("insert into purge (" + column
                + ", rule, reason, files, bytes, marked_at) values (?, ?, ?, ?, ?, now()) returning id")) {
            insert.setLong(1, found.id());
            insert.setString(2, found.rule());
            insert.setString(3, reason(found, whenShort));
            insert.setInt(4, found.files());
            insert.setLong(5, found.bytes());
            try (ResultSet row = insert.executeQuery()) {
                row.next();
                return row.getLong(1);
            }
        }
    }

    private static String reason(Purgeable found, boolean whenShort) {
        String entry = (whenShort ? "storage.keepWhenShort." : "storage.keep.")
                + found.rule().toLowerCase(Locale.ROOT);
        String what = found.rule().equals("UNROUTED")
                ? "no job needed them since " + found.since()
                : (found.kind() == Kind.JOB ? "the job" : "the last of the study's jobs") + " was " + found.rule();
        return "kept as long as " + entry + " says" + (whenShort ? ", while room was short" : "") + "; " + what;
    }

    /** The files of a study's purge after one of them, with their rows locked: an instance that is sent once more waits for that. */
    List<PurgedFile> lockFiles(OpenPurge purge, long after, int most) throws SQLException {
        List<PurgedFile> files = new ArrayList<>();
        try (PreparedStatement query = connection.prepareStatement(
                "select id, file from instance where purge_id = ? and id > ? order by id limit ? for update")) {
            query.setLong(1, purge.id());
            query.setLong(2, after);
            query.setInt(3, most);
            try (ResultSet row = query.executeQuery()) {
                while (row.next()) {
                    files.add(new PurgedFile(row.getLong(1), row.getString(2)));
                }
            }
        }
        return files;
    }

    /**
     * A file that goes.
     *
     * @param id of its row
     * @param file its name in the spool
     */
    record PurgedFile(long id, String file) {}

    /** Whether what a job made is still to go; its row is locked, so that it is not made again meanwhile. */
    boolean lockJob(OpenPurge purge) throws SQLException {
        return !ids("select id from job where purge_id = ? for update", purge.id())
                .isEmpty();
    }

    /** All files of a purge are gone. */
    void removed(OpenPurge purge) throws SQLException {
        execute("update purge set removed_at = now() where id = ? and removed_at is null", purge.id());
        FaultPoint.PURGED_BEFORE_COMMIT.reach();
    }

    /** Files whose place another content took. */
    List<PurgedFile> lockReplaced(int most) throws SQLException {
        List<PurgedFile> files = new ArrayList<>();
        try (PreparedStatement query = connection.prepareStatement("select id, replaced_file from other_content"
                        + " where replaced_file is not null order by id limit " + most + " for update skip locked");
                ResultSet row = query.executeQuery()) {
            while (row.next()) {
                files.add(new PurgedFile(row.getLong(1), row.getString(2)));
            }
        }
        return files;
    }

    /** A replaced file is gone. */
    void replacedRemoved(PurgedFile file) throws SQLException {
        execute("update other_content set replaced_file = null where id = ?", file.id());
    }

    private List<Long> ids(String sql, long parameter) throws SQLException {
        try (PreparedStatement query = connection.prepareStatement(sql)) {
            query.setLong(1, parameter);
            List<Long> ids = new ArrayList<>();
            try (ResultSet row = query.executeQuery()) {
                while (row.next()) {
                    ids.add(row.getLong(1));
                }
            }
            return ids;
        }
    }

    private void execute(String sql, long... parameters) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            for (int i = 0; i < parameters.length; i++) {
                statement.setLong(i + 1, parameters[i]);
            }
            statement.executeUpdate();
        }
    }
}
