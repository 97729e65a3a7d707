package org.afterimage.testing;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.afterimage.dicom.data.DataSet;
import org.afterimage.dicom.data.Tag;
import org.afterimage.dicom.io.DicomObject;
import org.afterimage.dicom.io.Limits;
import org.afterimage.dicom.io.Part10;
import org.afterimage.dicom.io.TransferSyntax;
import org.afterimage.dicom.pixel.PixelWriter;

/**
 * A chest CT of as many slices as one likes, 512 x 512 of 16 bits, uncompressed, half a millimetre apart: the simulated slices of
 * {@code test-fixtures/thorax-ct/sharp}, up and down again.
 *
 * @param files its instances, feet to head
 */
public record LongSeries(List<Path> files) {

    /** Its Study Instance UID. */
    public static final String STUDY_INSTANCE_UID = "2.25.500500500";

    private static final String SERIES_INSTANCE_UID = "2.25.500500501";
    private static final Path FIXTURE = Path.of("test-fixtures", "thorax-ct", "sharp");
    private static final double SPACING_MM = 0.5;

    /** Writes the series. */
    public static LongSeries write(Path folder, int slices) throws IOException {
        List<DataSet> few = fixture();
        int period = 2 * (few.size() - 1);
        Files.createDirectories(folder);
        List<Path> files = new ArrayList<>();
        for (int k = 0; k < slices; k++) {
            int step = k % period;
            DataSet slice = few.get(step < few.size() ? step : period - step)
                    .shallowCopy()
                    .putString(Tag.STUDY_INSTANCE_UID, STUDY_INSTANCE_UID)
                    .putString(Tag.SERIES_INSTANCE_UID, SERIES_INSTANCE_UID)
                    .putString(Tag.SOP_INSTANCE_UID, SERIES_INSTANCE_UID + "." + (k + 1))
                    .putIntegers(Tag.INSTANCE_NUMBER, k + 1)
                    .putDecimals(Tag.SLICE_THICKNESS, SPACING_MM)
                    .putDecimals(Tag.SLICE_LOCATION, SPACING_MM * k);
            double[] place = slice.decimals(Tag.IMAGE_POSITION_PATIENT);
            slice.putDecimals(Tag.IMAGE_POSITION_PATIENT, place[0], place[1], SPACING_MM * k);
            Path file = folder.resolve((k + 1) + ".dcm");
            Part10.write(file, slice, TransferSyntax.EXPLICIT_VR_LITTLE_ENDIAN);
            files.add(file);
        }
        return new LongSeries(List.copyOf(files));
    }

    private static List<DataSet> fixture() throws IOException {
        List<DataSet> slices = new ArrayList<>();
        try (Stream<Path> files = Files.list(FIXTURE)) {
            for (Path file : files.sorted().toList()) {
                DicomObject object = Part10.read(file, Limits.defaults());
                slices.add(PixelWriter.uncompressed(object));
            }
        }
        return slices;
    }
}
