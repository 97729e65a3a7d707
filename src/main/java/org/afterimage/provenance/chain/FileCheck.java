package org.afterimage.provenance.chain;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import org.afterimage.dicom.io.DataSetStream;
import org.afterimage.dicom.io.DicomObject;
import org.afterimage.dicom.io.Limits;
import org.afterimage.dicom.io.Part10;
import org.afterimage.dicom.pixel.PixelFormat;
import org.afterimage.dicom.pixel.PixelReader;
import org.afterimage.node.NodeFolders;
import org.afterimage.provenance.PixelDigest;

/**
 * Compares the files of derived instances, and of the instances that they were made from, with the digests in their rows. Those that a purge
 * removed, which is recorded itself, are not looked for.
 */
final class FileCheck {
    private static final int FETCH = 1_000;

    private static final String DERIVED = """
            select i.id, i.sop_instance_uid, i.file, i.sha256, i.pixel_sha256 from derived_instance i
            join derived_series s on s.id = i.derived_series_id join job j on j.id = s.job_id
            where j.purge_id is null order by i.id
            """;

    private static final String SOURCES = """
            select id, sop_instance_uid, file, sha256 from instance i
            where i.purge_id is null and exists (select from derived_source s where s.instance_id = i.id) order by id
            """;

    private final Findings findings;
    private final NodeFolders folders;
    private long files;

    FileCheck(Findings findings, NodeFolders folders) {
        this.findings = findings;
        this.folders = folders;
    }

    void run(Connection connection) throws SQLException {
        try (PreparedStatement query = connection.prepareStatement(DERIVED)) {
            query.setFetchSize(FETCH);
            try (ResultSet row = query.executeQuery()) {
                while (row.next()) {
                    derived(
                            "derived_instance " + row.getLong(1) + " (" + row.getString(2) + ")",
                            folders.derived().resolve(row.getString(3)),
                            row.getString(4),
                            row.getString(5));
                }
            }
        }
        try (PreparedStatement query = connection.prepareStatement(SOURCES)) {
            query.setFetchSize(FETCH);
            try (ResultSet row = query.executeQuery()) {
                while (row.next()) {
                    source(
                            "instance " + row.getLong(1) + " (" + row.getString(2) + ")",
                            folders.spool().resolve(row.getString(3)),
                            row.getString(4));
                }
            }
        }
    }

    long files() {
        return files;
    }

    private void derived(String subject, Path file, String sha256, String pixelSha256) {
        if (isMissing(subject, file)) {
            return;
        }
        try (InputStream in = Files.newInputStream(file)) {
            if (!Digests.hex(in).equals(sha256)) {
                findings.add(
                        Finding.Kind.FILE_CHANGED,
                        subject,
                        "The file " + file + " of " + subject + " was changed: " + pixels(file, pixelSha256));
            }
        } catch (IOException e) {
            unreadable(subject, file, e);
        }
    }

    /** Whether the image itself is another, or only what is said of it. */
    private static String pixels(Path file, String pixelSha256) {
        if (pixelSha256 == null) {
            return "its bytes are not those that were written.";
        }
        try {
            DicomObject object = Part10.read(file, Limits.defaults());
            PixelFormat format = PixelFormat.of(object.dataSet());
            String now = PixelDigest.of(format.rows(), format.columns(), PixelReader.frame(object, 0));
            return now.equals(pixelSha256)
                    ? "its pixels are those that were made; its attributes are not."
                    : "its pixels are not those that were made.";
        } catch (IOException | RuntimeException e) {
            return "it can't be read as an image any more.";
        }
    }

    private void source(String subject, Path file, String sha256) {
        if (isMissing(subject, file)) {
            return;
        }
        try (DataSetStream stream = Part10.openDataSet(file)) {
            if (!Digests.hex(stream.bytes()).equals(sha256)) {
                findings.add(
                        Finding.Kind.FILE_CHANGED,
                        subject,
                        "The file " + file + " of " + subject + " was changed: its data set is not the one received.");
            }
        } catch (IOException e) {
            unreadable(subject, file, e);
        }
    }

    private boolean isMissing(String subject, Path file) {
        files++;
        if (Files.exists(file)) {
            return false;
        }
        findings.add(Finding.Kind.FILE_MISSING, subject, "The file " + file + " of " + subject + " is gone.");
        return true;
    }

    private void unreadable(String subject, Path file, IOException e) {
        findings.add(
                Finding.Kind.FILE_CHANGED,
                subject,
                "The file " + file + " of " + subject + " can't be read: " + e.getMessage());
    }
}
