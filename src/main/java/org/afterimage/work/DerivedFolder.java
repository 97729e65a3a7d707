package org.afterimage.work;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.afterimage.derive.DerivedInstance;
import org.afterimage.derive.DerivedSeries;
import org.afterimage.dicom.data.DataSet;
import org.afterimage.dicom.data.Tag;
import org.afterimage.dicom.io.DicomObject;
import org.afterimage.dicom.io.Part10;
import org.afterimage.dicom.pixel.PixelFormat;
import org.afterimage.model.Sha256;
import org.afterimage.provenance.PixelDigest;
import org.afterimage.synthesize.SyntheticInstance;
import org.jboss.logging.Logger;

/**
 * The folder of derived instances: one folder a job, synced to disk before the database knows of it. Each time that the job is taken up its
 * files have other names, so that a node which was paused and has lost the job can't change those of the node that has it.
 *
 * @param root the folder
 */
record DerivedFolder(Path root) {
    private static final Logger LOG = Logger.getLogger(DerivedFolder.class);

    /**
     * Writes a derived series, one instance after the other.
     *
     * @param part of the files' names, each series of a job its own
     */
    Made write(JobInput job, DerivedSeries series, String part) throws IOException {
        Path folder = Files.createDirectories(root.resolve(Long.toString(job.jobId())));
        Map<String, Long> idBySopInstanceUid = job.sources().stream()
                .collect(Collectors.toMap(JobInput.Source::sopInstanceUid, JobInput.Source::instanceId));
        List<Made.Instance> instances = new ArrayList<>();
        String description = "";
        for (DerivedInstance instance : series.instances()) {
            String name = job.jobId() + "/" + prefix(job) + part + (instances.size() + 1) + ".dcm";
            Path file = root.resolve(name);
            DataSet dataSet = instance.dataSet();
            Part10.write(file, dataSet, instance.transferSyntax());
            sync(file, StandardOpenOption.WRITE);
            if (instances.isEmpty()) {
                description = dataSet.string(Tag.SERIES_DESCRIPTION).orElse("");
            }
            instances.add(new Made.Instance(
                    instance.sopInstanceUid(),
                    instance.sopClassUid(),
                    name,
                    Files.size(file),
                    Sha256.of(file),
                    // From the data set, in whose image the padding is masked already.
                    PixelDigest.of(new DicomObject(new DataSet(), instance.transferSyntax(), dataSet)),
                    ofSources(instance.images()),
                    instance.sources().stream()
                            .map(source -> idBySopInstanceUid.get(source.sopInstanceUid()))
                            .distinct()
                            .toList()));
        }
        sync(folder, StandardOpenOption.READ);
        sync(root, StandardOpenOption.READ);
        return new Made(
                series.seriesInstanceUid(),
                series.seriesNumber(),
                description,
                series.origin(),
                List.copyOf(instances));
    }

    private static String prefix(JobInput job) {
        return job.claim() + "-";
    }

    /** Deletes the files of a claim that was lost or failed; those that stay are in nobody's way. */
    void drop(JobInput job) {
        delete(job, name -> name.startsWith(prefix(job)));
    }

    /** Deletes what earlier claims, which were cut off, have left. */
    void keepOnly(JobInput job) {
        delete(job, name -> !name.startsWith(prefix(job)));
    }

    private void delete(JobInput job, Predicate<String> which) {
        Path folder = root.resolve(Long.toString(job.jobId()));
        if (!Files.isDirectory(folder)) {
            return;
        }
        try (DirectoryStream<Path> files = Files.newDirectoryStream(folder)) {
            for (Path file : files) {
                if (which.test(file.getFileName().toString())) {
                    Files.deleteIfExists(file);
                }
            }
        } catch (IOException e) {
            LOG.warnf("job %d: what an attempt left is not deleted: %s", job.jobId(), e.getMessage());
        }
    }

    /** The digest of the images whose places those of a derived instance have. */
    private static String ofSources(List<SyntheticInstance> images) {
        PixelFormat format = images.get(0).format();
        PixelDigest digest = new PixelDigest(format.rows(), format.columns());
        images.forEach(image -> digest.add(image.sourceStored()));
        return digest.hex();
    }

    private static void sync(Path path, StandardOpenOption mode) throws IOException {
        try (FileChannel channel = FileChannel.open(path, mode)) {
            channel.force(true);
        }
    }
}
