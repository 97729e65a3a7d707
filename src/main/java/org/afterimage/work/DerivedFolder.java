package org.afterimage.work;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Future;
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
import org.afterimage.synthesize.ReceivedImage;
import org.afterimage.synthesize.SyntheticInstance;
import org.jboss.logging.Logger;

/**
 * The folder of derived instances: one folder a job, synced to disk before the database knows of it. Each time that the job is taken up its
 * files have other names, so that a node which was paused and has lost the job can't change those of the node that has it.
 */
final class DerivedFolder {
    private static final Logger LOG = Logger.getLogger(DerivedFolder.class);

    /** Of the names of files, each series of a job its own. */
    private static final List<String> PARTS = List.of("", "change-");

    /** Of an instance that is written: its values and those of its source, as they are encoded, and as they are read again for the digest. */
    private static final int BYTES_A_PIXEL = 16;

    private final Path root;
    private final FileSyncs syncs = new FileSyncs();

    /**
     * @param root the folder
     */
    DerivedFolder(Path root) {
        this.root = root;
    }

    /**
     * Writes what a job made, several instances at a time.
     *
     * @param all the derived series, and behind it that of the change where there is one
     * @throws IOException if one can't be written; nothing goes on behind the caller's back then
     */
    List<Made> write(JobInput job, List<DerivedSeries> all) throws IOException {
        Path folder = Files.createDirectories(root.resolve(Long.toString(job.jobId())));
        List<Writing> writings = new ArrayList<>();
        for (int part = 0; part < all.size(); part++) {
            DerivedSeries series = all.get(part);
            for (int i = 0; i < series.instances().size(); i++) {
                String name = job.jobId() + "/" + prefix(job) + PARTS.get(part) + (i + 1) + ".dcm";
                writings.add(new Writing(series, series.instances().get(i), name, part == 0));
            }
        }
        List<Written> written = Together.make(
                writings.stream()
                        .map(writing -> (Together.Task<Written>) () -> write(writing))
                        .toList(),
                writings.stream().mapToLong(Writing::bytes).max().orElse(0));
        syncs.await(written.stream().map(Written::sync).toList());
        syncs.folder(folder);
        syncs.folder(root);
        Map<ReceivedImage, String> sources = new HashMap<>();
        written.forEach(one -> one.sourcePixelSha256()
                .ifPresent(
                        digest -> sources.put(one.writing().instance().source().received(), digest)));
        return all.stream().map(series -> made(job, series, written, sources)).toList();
    }

    /**
     * An instance that is to be written.
     *
     * @param name of its file below the root
     * @param first whether it is of the first series: the others' instances have the places of the same sources
     */
    private record Writing(DerivedSeries series, DerivedInstance instance, String name, boolean first) {
        long bytes() {
            PixelFormat format = instance.images().get(0).format();
            return (long) BYTES_A_PIXEL * instance.images().size() * format.rows() * format.columns();
        }
    }

    /** An instance that is written; its file is durable when the sync has ended. */
    private record Written(
            Writing writing,
            String description,
            long bytes,
            String sha256,
            String pixelSha256,
            Optional<String> sourcePixelSha256,
            Future<?> sync) {}

    private Written write(Writing writing) throws IOException {
        Path file = root.resolve(writing.name());
        DerivedInstance instance = writing.instance();
        DataSet dataSet = instance.dataSet();
        Part10.write(file, dataSet, instance.transferSyntax());
        Future<?> sync = syncs.start(file); // the disk works on while the digests are made
        return new Written(
                writing,
                dataSet.string(Tag.SERIES_DESCRIPTION).orElse(""),
                Files.size(file),
                Sha256.of(file),
                // From the data set, in whose image the padding is masked already.
                PixelDigest.of(new DicomObject(new DataSet(), instance.transferSyntax(), dataSet)),
                writing.first() ? Optional.of(ofSources(instance.images())) : Optional.empty(),
                sync);
    }

    private static Made made(
            JobInput job, DerivedSeries series, List<Written> all, Map<ReceivedImage, String> sources) {
        Map<String, Long> idBySopInstanceUid = job.sources().stream()
                .collect(Collectors.toMap(JobInput.Source::sopInstanceUid, JobInput.Source::instanceId));
        List<Written> own =
                all.stream().filter(one -> one.writing().series() == series).toList();
        return new Made(
                series.seriesInstanceUid(),
                series.seriesNumber(),
                own.isEmpty() ? "" : own.get(0).description(),
                series.origin(),
                own.stream().map(one -> made(one, sources, idBySopInstanceUid)).toList());
    }

    private static Made.Instance made(
            Written written, Map<ReceivedImage, String> sources, Map<String, Long> idBySopInstanceUid) {
        DerivedInstance instance = written.writing().instance();
        return new Made.Instance(
                instance.sopInstanceUid(),
                instance.sopClassUid(),
                written.writing().name(),
                written.bytes(),
                written.sha256(),
                written.pixelSha256(),
                sources.get(instance.source().received()),
                instance.sources().stream()
                        .map(source -> idBySopInstanceUid.get(source.sopInstanceUid()))
                        .distinct()
                        .toList());
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
}
