package org.afterimage.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.afterimage.dicom.data.Tag;
import org.afterimage.dicom.io.DicomObject;
import org.afterimage.dicom.io.Limits;
import org.afterimage.dicom.io.Part10;

/**
 * A fixture under UIDs of its own.
 *
 * @param uid Study Instance UID
 * @param kind what it is
 * @param files its instances
 */
record SoakStudy(String uid, SoakKind kind, List<Path> files) {
    private static final Path FIXTURES = Path.of("test-fixtures");

    /** Writes the study of a number. */
    static SoakStudy write(Path folder, String root, int number) throws IOException {
        SoakKind kind = SoakKind.of(number);
        String study = root + "." + (number + 1);
        Path target = Files.createDirectories(folder.resolve(Integer.toString(number)));
        Map<String, String> series = new HashMap<>();
        List<Path> files = new ArrayList<>();
        for (Path source : sources(kind)) {
            DicomObject object = Part10.read(source, Limits.defaults());
            String before = object.dataSet().string(Tag.SERIES_INSTANCE_UID).orElseThrow();
            String after = series.computeIfAbsent(before, any -> study + "." + (series.size() + 1));
            String uid = after + "." + (files.size() + 1);
            Path file = target.resolve(uid + ".dcm");
            Part10.write(
                    file,
                    object.dataSet()
                            .shallowCopy()
                            .putString(Tag.STUDY_INSTANCE_UID, study)
                            .putString(Tag.SERIES_INSTANCE_UID, after)
                            .putString(Tag.SOP_INSTANCE_UID, uid),
                    object.transferSyntax());
            files.add(file);
        }
        return new SoakStudy(study, kind, List.copyOf(files));
    }

    private static List<Path> sources(SoakKind kind) throws IOException {
        try (Stream<Path> files = Files.walk(FIXTURES.resolve(kind.fixture()))) {
            return files.filter(file -> file.toString().endsWith(".dcm"))
                    .sorted()
                    .toList();
        }
    }

    /** The files are not needed once they are sent. */
    void delete() throws IOException {
        for (Path file : files) {
            Files.deleteIfExists(file);
        }
    }
}
