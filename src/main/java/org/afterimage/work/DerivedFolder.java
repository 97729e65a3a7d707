package org.afterimage.work;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.afterimage.derive.DerivedInstance;
import org.afterimage.derive.DerivedSeries;
import org.afterimage.dicom.data.Tag;
import org.afterimage.dicom.io.Part10;
import org.afterimage.dicom.io.TransferSyntax;

/**
 * The folder of derived instances: one folder a job, synced to disk before the database knows of it.
 *
 * @param root the folder
 */
record DerivedFolder(Path root) {
    /** Writes a derived series. Files of an attempt that was cut off are overwritten. */
    Made write(JobInput job, DerivedSeries series) throws IOException {
        Path folder = Files.createDirectories(root.resolve(Long.toString(job.jobId())));
        Map<String, Long> idBySopInstanceUid = job.sources().stream()
                .collect(Collectors.toMap(JobInput.Source::sopInstanceUid, JobInput.Source::instanceId));
        List<Made.Instance> instances = new ArrayList<>();
        for (DerivedInstance instance : series.instances()) {
            String name = job.jobId() + "/" + (instances.size() + 1) + ".dcm";
            Path file = root.resolve(name);
            Part10.write(file, instance.dataSet(), TransferSyntax.EXPLICIT_VR_LITTLE_ENDIAN);
            sync(file, StandardOpenOption.WRITE);
            instances.add(new Made.Instance(
                    instance.sopInstanceUid(),
                    instance.sopClassUid(),
                    name,
                    Files.size(file),
                    sha256(file),
                    List.of(idBySopInstanceUid.get(instance.source().object().sopInstanceUid()))));
        }
        sync(folder, StandardOpenOption.READ);
        sync(root, StandardOpenOption.READ);
        String description = series.instances()
                .get(0)
                .dataSet()
                .string(Tag.SERIES_DESCRIPTION)
                .orElse("");
        return new Made(series.seriesInstanceUid(), series.seriesNumber(), description, List.copyOf(instances));
    }

    private static void sync(Path path, StandardOpenOption mode) throws IOException {
        try (FileChannel channel = FileChannel.open(path, mode)) {
            channel.force(true);
        }
    }

    private static String sha256(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file);
                DigestInputStream digest = new DigestInputStream(in, MessageDigest.getInstance("SHA-256"))) {
            digest.transferTo(OutputStream.nullOutputStream());
            return HexFormat.of().formatHex(digest.getMessageDigest().digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
