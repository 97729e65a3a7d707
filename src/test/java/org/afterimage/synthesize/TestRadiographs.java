package org.afterimage.synthesize;

import java.nio.file.Path;
import java.util.List;
import java.util.function.IntBinaryOperator;
import org.afterimage.dicom.data.DataSet;
import org.afterimage.dicom.data.SopClass;
import org.afterimage.dicom.data.Tag;
import org.afterimage.dicom.data.VR;
import org.afterimage.dicom.io.DicomObject;
import org.afterimage.dicom.io.TransferSyntax;
import org.afterimage.dicom.pixel.PixelFormat;
import org.afterimage.dicom.pixel.PixelWriter;

/** Makes radiographs in memory whose pixels follow a formula. */
public final class TestRadiographs {

    public static final String STUDY = "2.25.1001";
    public static final String SERIES = "2.25.1002";

    private TestRadiographs() {}

    /** A CR chest of an adult, PA, 12 bits, with the attributes that checks look at. */
    public static DataSet chest(int rows, int columns, boolean monochrome1, IntBinaryOperator pixel) {
        DataSet dataSet = new DataSet()
                .putString(Tag.SPECIFIC_CHARACTER_SET, "ISO_IR 100")
                .putString(Tag.IMAGE_TYPE, "ORIGINAL", "PRIMARY")
                .putString(Tag.SOP_CLASS_UID, SopClass.CR_IMAGE)
                .putString(Tag.SOP_INSTANCE_UID, "2.25.1003")
                .putString(Tag.STUDY_DATE, "20260316")
                .putString(Tag.MODALITY, "CR")
                .putString(Tag.PATIENT_BIRTH_DATE, "19680502")
                .putString(Tag.PATIENT_AGE, "057Y")
                .putString(Tag.BODY_PART_EXAMINED, "CHEST")
                .putString(Tag.VIEW_POSITION, "PA")
                .putString(Tag.STUDY_INSTANCE_UID, STUDY)
                .putString(Tag.SERIES_INSTANCE_UID, SERIES)
                .putIntegers(Tag.SAMPLES_PER_PIXEL, 1)
                .putString(Tag.PHOTOMETRIC_INTERPRETATION, monochrome1 ? "MONOCHROME1" : "MONOCHROME2")
                .putIntegers(Tag.ROWS, rows)
                .putIntegers(Tag.COLUMNS, columns)
                .putIntegers(Tag.BITS_ALLOCATED, 16)
                .putIntegers(Tag.BITS_STORED, 12)
                .putIntegers(Tag.HIGH_BIT, 11)
                .putIntegers(Tag.PIXEL_REPRESENTATION, 0);
        return withPixels(dataSet, pixel);
    }

    /** Fills a data set's pixels by a formula of row and column. */
    public static DataSet withPixels(DataSet dataSet, IntBinaryOperator pixel) {
        int rows = dataSet.integer(Tag.ROWS).orElseThrow();
        int columns = dataSet.integer(Tag.COLUMNS).orElseThrow();
        int[] stored = new int[rows * columns];
        for (int i = 0; i < stored.length; i++) {
            stored[i] = pixel.applyAsInt(i / columns, i % columns);
        }
        boolean signed = dataSet.integer(Tag.PIXEL_REPRESENTATION).orElseThrow() == 1;
        int bits = dataSet.integer(Tag.BITS_STORED).orElseThrow();
        PixelFormat format = new PixelFormat(rows, columns, 1, 1, 16, bits, bits - 1, signed, "MONOCHROME2");
        return dataSet.putBytes(Tag.PIXEL_DATA, VR.OW, PixelWriter.pack(stored, format));
    }

    /** The series of one data set. */
    public static SourceSeries series(DataSet... dataSets) {
        return new SourceSeries(
                STUDY,
                SERIES,
                List.of(dataSets).stream().map(TestRadiographs::instance).toList());
    }

    public static SourceInstance instance(DataSet dataSet) {
        return new SourceInstance(
                Path.of("not-on-disk.dcm"),
                new DicomObject(new DataSet(), TransferSyntax.EXPLICIT_VR_LITTLE_ENDIAN, dataSet));
    }
}
