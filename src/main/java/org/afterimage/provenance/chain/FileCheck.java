package org.afterimage.provenance.chain;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.sql.Types;
import java.util.Optional;
import org.afterimage.dicom.io.DataSetStream;
import org.afterimage.dicom.io.DicomObject;
import org.afterimage.dicom.io.Limits;
import org.afterimage.dicom.io.Part10;
import org.afterimage.node.NodeFolders;
import org.afterimage.provenance.PixelDigest;
import org.afterimage.provenance.chain.Finding.Kind;

/**
 * Compares the files of derived instances, and of the instances that they were made from, with the digests in their rows. Those that a purge
 * removed, which is recorded itself, must be gone. A running node purges and writes meanwhile, so a row is read again before a file is accused.
 */
final class FileCheck {
    private static final int FETCH = 1_000;

    private static final String DERIVED = """
            select i.id, i.sop_instance_uid, i.file, i.sha256, i.pixel_sha256 from derived_instance i
            join derived_series s on s.id = i.derived_series_id join job j on j.id = s.job_id
            where j.purge_id is null and (?::bigint is null or i.id = ?) order by i.id
            """;

    private static final String SOURCES = """
            select i.id, i.sop_instance_uid, i.file, i.sha256, null from instance i
            where i.purge_id is null and exists (select from derived_source s where s.instance_id = i.id)
                and (?::bigint is null or i.id = ?) order by i.id
            """;

    private static final String PURGED = """
            select i.file, p.id, p.removed_at from instance i join purge p on p.id = i.purge_id where p.removed_at is not null order by i.id
            """;

    private static final String PURGED_JOBS = """
            select d.file, p.id, p.removed_at from purge p join job j on j.id = p.job_id and j.purge_id = p.id
                join derived_series s on s.job_id = j.id join derived_instance d on d.derived_series_id = s.id
            where p.removed_at is not null order by d.id
            """;

    private final Findings findings;
    private final NodeFolders folders;
    private long files;

    FileCheck(Findings findings, NodeFolders folders) {
        this.findings = findings;
        this.folders = folders;
    }

    /** A row that names a file; {@code pixelSha256} is null where that was not recorded. */
    private record Named(long id, String sopInstanceUid, String file, String sha256, String pixelSha256) {
        static Named of(ResultSet row) throws SQLException {
            return new Named(row.getLong(1), row.getString(2), row.getString(3), row.getString(4), row.getString(5));
        }
    }

    /** Looks at a file; empty when it is as its row says. */
    @FunctionalInterface
    private interface Look {
        Optional<Finding> at(Named row);
    }

    /**
     * Compares all of them.
     *
     * @param connection with an open transaction that sees what others commit meanwhile
     */
    void run(Connection connection) throws SQLException {
        compare(connection, DERIVED, this::derived);
        compare(connection, SOURCES, this::source);
        left(connection, PURGED, folders.spool());
        left(connection, PURGED_JOBS, folders.derived());
    }

    long files() {
        return files;
    }

    private void compare(Connection connection, String sql, Look look) throws SQLException {
        try (PreparedStatement query = connection.prepareStatement(sql)) {
            query.setFetchSize(FETCH);
            query.setObject(1, null, Types.BIGINT);
            query.setObject(2, null, Types.BIGINT);
            try (ResultSet row = query.executeQuery()) {
                while (row.next()) {
                    files++;
                    Named named = Named.of(row);
                    Optional<Finding> found = look.at(named);
                    if (found.isPresent() && isStill(connection, sql, named)) {
                        findings.add(found.get());
                    }
                }
            }
        }
    }

    private static boolean isStill(Connection connection, String sql, Named named) throws SQLException {
        try (PreparedStatement query = connection.prepareStatement(sql)) {
            query.setLong(1, named.id());
            query.setLong(2, named.id());
            try (ResultSet row = query.executeQuery()) {
                return row.next() && Named.of(row).equals(named);
            }
        }
    }

    /** A file that came after the purge was sent once more, and its row follows; one that is older was never removed. */
    private void left(Connection connection, String sql, Path folder) throws SQLException {
        try (PreparedStatement query = connection.prepareStatement(sql)) {
            query.setFetchSize(FETCH);
            try (ResultSet row = query.executeQuery()) {
                while (row.next()) {
                    Path file = folder.resolve(row.getString(1));
                    if (isOlder(file, row.getTimestamp(3))) {
                        String purge = "purge " + row.getLong(2);
                        findings.add(
                                Kind.FILE_LEFT, purge, "The file " + file + " is there, and " + purge + " removed it.");
                    }
                }
            }
        }
    }

    private static boolean isOlder(Path file, Timestamp removedAt) {
        try {
            return Files.exists(file)
                    && Files.getLastModifiedTime(file).toInstant().isBefore(removedAt.toInstant());
        } catch (IOException e) {
            return false; // gone just now
        }
    }

    private Optional<Finding> derived(Named row) {
        String subject = "derived_instance " + row.id() + " (" + row.sopInstanceUid() + ")";
        Path file = folders.derived().resolve(row.file());
        if (!Files.exists(file)) {
            return missing(subject, file);
        }
        try (InputStream in = Files.newInputStream(file)) {
            return Digests.hex(in).equals(row.sha256())
                    ? Optional.empty()
                    : changed(subject, file, "was changed: " + pixels(file, row.pixelSha256()));
        } catch (IOException e) {
            return changed(subject, file, "can't be read: " + e.getMessage());
        }
    }

    /** Whether the image itself is another, or only what is said of it. */
    private static String pixels(Path file, String pixelSha256) {
        if (pixelSha256 == null) {
            return "its bytes are not those that were written.";
        }
        try {
            DicomObject object = Part10.read(file, Limits.defaults());
            String now = PixelDigest.of(object);
            return now.equals(pixelSha256)
                    ? "its pixels are those that were made; its attributes are not."
                    : "its pixels are not those that were made.";
        } catch (IOException | RuntimeException e) {
            return "it can't be read as an image any more.";
        }
    }

    private Optional<Finding> source(Named row) {
        String subject = "instance " + row.id() + " (" + row.sopInstanceUid() + ")";
        Path file = folders.spool().resolve(row.file());
        if (!Files.exists(file)) {
            return missing(subject, file);
        }
        try (DataSetStream stream = Part10.openDataSet(file)) {
            return Digests.hex(stream.bytes()).equals(row.sha256())
                    ? Optional.empty()
                    : changed(subject, file, "was changed: its data set is not the one received.");
        } catch (IOException e) {
            return changed(subject, file, "can't be read: " + e.getMessage());
        }
    }

    private static Optional<Finding> missing(String subject, Path file) {
        return Optional.of(
                new Finding(Kind.FILE_MISSING, subject, "The file " + file + " of " + subject + " is gone."));
    }

    private static Optional<Finding> changed(String subject, Path file, String how) {
        return Optional.of(new Finding(Kind.FILE_CHANGED, subject, "The file " + file + " of " + subject + " " + how));
    }
}
