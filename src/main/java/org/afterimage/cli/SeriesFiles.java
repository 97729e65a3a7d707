package org.afterimage.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.afterimage.dicom.data.DataSet;
import org.afterimage.dicom.data.Tag;
import org.afterimage.synthesize.SourceInstance;
import org.afterimage.synthesize.SourceSeries;
import org.afterimage.work.SourceFiles;

/**
 * The DICOM files of a folder, by series.
 *
 * @param series in the order of their files' names
 * @param unreadable what is there and is no DICOM file that can be read
 */
record SeriesFiles(List<SourceSeries> series, List<Unreadable> unreadable) {
    /** A file and why it can't be read. */
    record Unreadable(Path file, String reason) {}

    /**
     * Looks at a file, or at all files below a folder.
     *
     * @throws IOException if there is nothing to look at
     */
    static SeriesFiles find(Path input) throws IOException {
        if (!Files.exists(input)) {
            throw new IOException("There is no file or folder " + input + ".");
        }
        List<Unreadable> unreadable = new ArrayList<>();
        Map<String, List<SourceInstance>> bySeries = new LinkedHashMap<>();
        for (Path file : files(input)) {
            try {
                List<SourceInstance> images = SourceFiles.open(file);
                bySeries.computeIfAbsent(key(images.get(0).object().dataSet()), key -> new ArrayList<>())
                        .addAll(images);
            } catch (IOException e) {
                unreadable.add(new Unreadable(file, e.getMessage()));
            }
        }
        if (bySeries.isEmpty() && unreadable.isEmpty()) {
            throw new IOException("The folder " + input + " holds no files.");
        }
        return new SeriesFiles(
                bySeries.values().stream().map(SeriesFiles::sorted).toList(), unreadable);
    }

    private static List<Path> files(Path input) throws IOException {
        try (Stream<Path> paths = Files.walk(input)) {
            return paths.filter(Files::isRegularFile).sorted().toList();
        }
    }

    private static String key(DataSet dataSet) throws IOException {
        return uid(dataSet, Tag.STUDY_INSTANCE_UID) + " " + uid(dataSet, Tag.SERIES_INSTANCE_UID);
    }

    private static String uid(DataSet dataSet, int tag) throws IOException {
        return dataSet.string(tag).orElseThrow(() -> new IOException(Tag.toString(tag) + " is missing"));
    }

    private static SourceSeries sorted(List<SourceInstance> instances) {
        DataSet first = instances.get(0).object().dataSet();
        List<SourceInstance> inOrder = instances.stream()
                .sorted(Comparator.comparingInt(instance ->
                        instance.object().dataSet().integer(Tag.INSTANCE_NUMBER).orElse(0)))
                .toList();
        return new SourceSeries(
                first.string(Tag.STUDY_INSTANCE_UID).orElseThrow(),
                first.string(Tag.SERIES_INSTANCE_UID).orElseThrow(),
                inOrder);
    }
}
