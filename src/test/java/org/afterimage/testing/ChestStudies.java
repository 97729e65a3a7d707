package org.afterimage.testing;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.afterimage.dicom.data.Tag;
import org.afterimage.dicom.io.DicomObject;
import org.afterimage.dicom.io.Limits;
import org.afterimage.dicom.io.Part10;

/** As many studies of one radiograph as a test needs: the same fixture under other UIDs. */
public final class ChestStudies {
    private static final Path CHEST = Path.of("test-fixtures/chest-dx/001.dcm");

    private ChestStudies() {}

    /** One of the studies: its UID and the files of its one series. */
    public record Study(String studyInstanceUid, List<Path> files) {
        /** The file of a study of one instance. */
        public Path file() {
            return files.get(0);
        }
    }

    /** Writes studies of one instance. */
    public static List<Study> write(Path folder, int first, int count) throws IOException {
        return write(folder, first, count, 1);
    }

    /**
     * Writes studies.
     *
     * @param folder where
     * @param first number of the first, so that later ones differ
     * @param count how many
     * @param instances how many each
     */
    public static List<Study> write(Path folder, int first, int count, int instances) throws IOException {
        Files.createDirectories(folder);
        DicomObject chest = Part10.read(CHEST, Limits.defaults());
        List<Study> studies = new ArrayList<>();
        for (int i = first; i < first + count; i++) {
            String study = "2.25.31415926" + String.format("%05d", i);
            List<Path> files = new ArrayList<>();
            for (int k = 1; k <= instances; k++) {
                String uid = study + ".1." + k;
                files.add(folder.resolve(uid + ".dcm"));
                Part10.write(
                        files.get(k - 1),
                        chest.dataSet()
                                .shallowCopy()
                                .putString(Tag.STUDY_INSTANCE_UID, study)
                                .putString(Tag.SERIES_INSTANCE_UID, study + ".1")
                                .putString(Tag.SOP_INSTANCE_UID, uid)
                                .putIntegers(Tag.INSTANCE_NUMBER, k),
                        chest.transferSyntax());
            }
            studies.add(new Study(study, List.copyOf(files)));
        }
        return studies;
    }
}
