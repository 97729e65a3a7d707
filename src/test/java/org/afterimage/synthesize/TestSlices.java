package org.afterimage.synthesize;

import java.util.ArrayList;
import java.util.List;
import java.util.function.IntBinaryOperator;
import org.afterimage.dicom.data.DataSet;
import org.afterimage.dicom.data.SopClass;
import org.afterimage.dicom.data.Tag;
import org.afterimage.dicom.data.VR;

/** Makes CT and MR slices in memory whose pixels follow a formula. */
public final class TestSlices {

    public static final String FRAME_OF_REFERENCE = "2.25.2001";

    private TestSlices() {}

    /** A value of a voxel. */
    @FunctionalInterface
    public interface Voxel {
        int at(int slice, int row, int column);
    }

    /** An axial CT slice of an adult's chest, signed 16 bits, rescale -1024, padding -2000. */
    public static DataSet ct(int rows, int columns, IntBinaryOperator pixel) {
        DataSet slice = plane(rows, columns, 0)
                .putString(Tag.SOP_CLASS_UID, SopClass.CT_IMAGE)
                .putString(Tag.MODALITY, "CT")
                .putString(Tag.IMAGE_TYPE, "ORIGINAL", "PRIMARY", "AXIAL")
                .putString(Tag.BODY_PART_EXAMINED, "CHEST")
                .putString(Tag.CONVOLUTION_KERNEL, "B30f")
                .putString(Tag.RESCALE_TYPE, "HU")
                .putDecimals(Tag.RESCALE_SLOPE, 1)
                .putDecimals(Tag.RESCALE_INTERCEPT, -1024)
                .putIntegers(Tag.BITS_STORED, 16)
                .putIntegers(Tag.HIGH_BIT, 15)
                .putIntegers(Tag.PIXEL_REPRESENTATION, 1)
                .putIntegers(Tag.PIXEL_PADDING_VALUE, VR.SS, -2000);
        return TestRadiographs.withPixels(slice, pixel);
    }

    /** A stack of axial MR slices of an adult's head, 6 mm apart from z = 0 on, 12 bits. */
    public static SourceSeries mr(Protocol protocol, int slices, int rows, int columns, Voxel voxel) {
        List<SourceInstance> instances = new ArrayList<>();
        for (int k = 0; k < slices; k++) {
            int slice = k;
            DataSet dataSet = plane(rows, columns, 6.0 * k)
                    .putString(Tag.SOP_CLASS_UID, SopClass.MR_IMAGE)
                    .putString(Tag.SOP_INSTANCE_UID, protocol.uid() + "." + (k + 1))
                    .putString(Tag.SERIES_INSTANCE_UID, protocol.uid())
                    .putString(Tag.MODALITY, "MR")
                    .putString(Tag.IMAGE_TYPE, "ORIGINAL", "PRIMARY", "OTHER")
                    .putString(Tag.BODY_PART_EXAMINED, "BRAIN")
                    .putString(Tag.SCANNING_SEQUENCE, protocol.sequence())
                    .putDecimals(Tag.REPETITION_TIME, protocol.tr())
                    .putDecimals(Tag.ECHO_TIME, protocol.te())
                    .putIntegers(Tag.INSTANCE_NUMBER, k + 1)
                    .putIntegers(Tag.BITS_STORED, 12)
                    .putIntegers(Tag.HIGH_BIT, 11)
                    .putIntegers(Tag.PIXEL_REPRESENTATION, 0);
            instances.add(TestRadiographs.instance(
                    TestRadiographs.withPixels(dataSet, (row, column) -> voxel.at(slice, row, column))));
        }
        return new SourceSeries(TestRadiographs.STUDY, protocol.uid(), instances);
    }

    /** How a series was acquired. */
    public record Protocol(String uid, String sequence, double tr, double te) {
        public static final Protocol T1 = new Protocol("2.25.11", "GR", 220, 2.5);
        public static final Protocol T2 = new Protocol("2.25.12", "SE", 4400, 106);
    }

    private static DataSet plane(int rows, int columns, double z) {
        return new DataSet()
                .putString(Tag.SOP_INSTANCE_UID, "2.25.2002")
                .putString(Tag.STUDY_INSTANCE_UID, TestRadiographs.STUDY)
                .putString(Tag.SERIES_INSTANCE_UID, TestRadiographs.SERIES)
                .putString(Tag.PATIENT_AGE, "047Y")
                .putString(Tag.FRAME_OF_REFERENCE_UID, FRAME_OF_REFERENCE)
                .putDecimals(Tag.IMAGE_ORIENTATION_PATIENT, 1, 0, 0, 0, 1, 0)
                .putDecimals(Tag.IMAGE_POSITION_PATIENT, -100, -100, z)
                .putDecimals(Tag.PIXEL_SPACING, 0.9, 0.8)
                .putDecimals(Tag.SLICE_THICKNESS, 5)
                .putString(Tag.PHOTOMETRIC_INTERPRETATION, "MONOCHROME2")
                .putIntegers(Tag.SAMPLES_PER_PIXEL, 1)
                .putIntegers(Tag.ROWS, rows)
                .putIntegers(Tag.COLUMNS, columns)
                .putIntegers(Tag.BITS_ALLOCATED, 16);
    }
}
