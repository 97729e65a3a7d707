package org.afterimage.dicom.pixel;

import java.util.ArrayList;
import java.util.List;
import org.afterimage.dicom.data.DataSet;
import org.afterimage.dicom.data.SopClass;
import org.afterimage.dicom.data.Tag;
import org.afterimage.dicom.data.VR;

/**
 * Small enhanced multi-frame images (PS3.3 A.38, A.36, A.70): two temporal positions of three axial slices, 2.5 mm apart, stored from
 * head to foot. Each frame of 4 x 4 pixels is filled with its number.
 */
public final class EnhancedImages {

    static final int FRAMES = 6;
    static final double SLICE_DISTANCE = 2.5;

    /** The group and creator of a private functional group that every frame of the MR image has. */
    static final int PRIVATE_GROUP = 0x2005;

    static final String PRIVATE_CREATOR = "AFTERIMAGE TEST";

    private static final int IRRADIATION_EVENT_IDENTIFICATION_SEQUENCE = 0x00189477;
    private static final int APPLICABLE_SAFETY_STANDARD_AGENCY = 0x00189174;

    private EnhancedImages() {}

    /** An Enhanced CT image whose rescale and window are shared, and whose exposure differs from frame to frame. */
    public static DataSet ct() {
        DataSet image = common(SopClass.ENHANCED_CT_IMAGE, "CT", true)
                .putString(Tag.IMAGE_TYPE, "DERIVED", "PRIMARY", "AXIAL", "NONE");
        enhanced(image);
        DataSet shared = new DataSet()
                .putItems(Tag.PIXEL_MEASURES_SEQUENCE, pixelMeasures())
                .putItems(Tag.PLANE_ORIENTATION_SEQUENCE, axial())
                .putItems(
                        Tag.CT_IMAGE_FRAME_TYPE_SEQUENCE,
                        frameType(new DataSet(), "DERIVED", "PRIMARY", "AXIAL", "NONE"))
                .putItems(Tag.FRAME_ANATOMY_SEQUENCE, anatomy())
                .putItems(
                        IRRADIATION_EVENT_IDENTIFICATION_SEQUENCE,
                        new DataSet().putString(Tag.IRRADIATION_EVENT_UID, "2.25.706"))
                .putItems(
                        Tag.PIXEL_VALUE_TRANSFORMATION_SEQUENCE,
                        new DataSet()
                                .putDecimals(Tag.RESCALE_INTERCEPT, -1024)
                                .putDecimals(Tag.RESCALE_SLOPE, 1)
                                .putString(Tag.RESCALE_TYPE, "HU"))
                .putItems(
                        Tag.FRAME_VOI_LUT_SEQUENCE,
                        new DataSet().putDecimals(Tag.WINDOW_CENTER, 40).putDecimals(Tag.WINDOW_WIDTH, 400));
        return withFrames(
                image,
                shared,
                (frame, item) -> item.putItems(
                        Tag.CT_EXPOSURE_SEQUENCE,
                        new DataSet()
                                .putDecimals(Tag.EXPOSURE_TIME_IN_MS, 500)
                                .putDecimals(Tag.X_RAY_TUBE_CURRENT_IN_MA, 200 + frame)
                                .putDecimals(Tag.EXPOSURE_IN_MAS, 100)
                                .putString(Tag.EXPOSURE_MODULATION_TYPE, "NONE")));
    }

    /** An Enhanced MR image whose echo time and window differ from frame to frame. */
    public static DataSet mr() {
        DataSet image = common(SopClass.ENHANCED_MR_IMAGE, "MR", false)
                .putString(Tag.IMAGE_TYPE, "DERIVED", "PRIMARY", "ANGIO", "NONE")
                .putString(APPLICABLE_SAFETY_STANDARD_AGENCY, "IEC")
                .putString(Tag.COMPLEX_IMAGE_COMPONENT, "MAGNITUDE")
                .putString(Tag.ACQUISITION_CONTRAST, "T1");
        enhanced(image);
        DataSet frameType = frameType(new DataSet(), "DERIVED", "PRIMARY", "ANGIO", "NONE")
                .putString(Tag.COMPLEX_IMAGE_COMPONENT, "MAGNITUDE")
                .putString(Tag.ACQUISITION_CONTRAST, "T1");
        DataSet shared = new DataSet()
                .putItems(Tag.PIXEL_MEASURES_SEQUENCE, pixelMeasures())
                .putItems(Tag.PLANE_ORIENTATION_SEQUENCE, axial())
                .putItems(Tag.MR_IMAGE_FRAME_TYPE_SEQUENCE, frameType)
                .putItems(Tag.FRAME_ANATOMY_SEQUENCE, anatomy())
                .putItems(
                        Tag.PIXEL_VALUE_TRANSFORMATION_SEQUENCE,
                        new DataSet()
                                .putDecimals(Tag.RESCALE_INTERCEPT, 0)
                                .putDecimals(Tag.RESCALE_SLOPE, 2)
                                .putString(Tag.RESCALE_TYPE, "US"));
        return withFrames(
                image,
                shared,
                (frame, item) -> item.putItems(
                                Tag.MR_ECHO_SEQUENCE, new DataSet().putDecimals(Tag.EFFECTIVE_ECHO_TIME, 10.5 + frame))
                        .putItems(
                                Tag.FRAME_VOI_LUT_SEQUENCE,
                                new DataSet()
                                        .putDecimals(Tag.WINDOW_CENTER, 100 + frame)
                                        .putDecimals(Tag.WINDOW_WIDTH, 200))
                        .putString(Tag.of(PRIVATE_GROUP, 0x0010), VR.LO, PRIVATE_CREATOR)
                        .putItems(
                                Tag.of(PRIVATE_GROUP, 0x100F),
                                new DataSet()
                                        .putString(Tag.of(PRIVATE_GROUP, 0x0010), VR.LO, PRIVATE_CREATOR)
                                        .putDecimals(Tag.of(PRIVATE_GROUP, 0x1001), VR.FL, frame)));
    }

    /** A Legacy Converted Enhanced CT image with attributes that the conversion could not assign. */
    public static DataSet legacyCt() {
        DataSet image = common(SopClass.LEGACY_CONVERTED_ENHANCED_CT_IMAGE, "CT", true)
                .putEmpty(Tag.LATERALITY)
                .putString(Tag.IMAGE_TYPE, "ORIGINAL", "PRIMARY", "AXIAL", "NONE");
        enhanced(image);
        DataSet shared = new DataSet()
                .putItems(Tag.PIXEL_MEASURES_SEQUENCE, pixelMeasures())
                .putItems(Tag.PLANE_ORIENTATION_SEQUENCE, axial())
                .putItems(
                        Tag.CT_IMAGE_FRAME_TYPE_SEQUENCE,
                        frameType(new DataSet(), "ORIGINAL", "PRIMARY", "AXIAL", "NONE"))
                .putItems(
                        Tag.PIXEL_VALUE_TRANSFORMATION_SEQUENCE,
                        new DataSet()
                                .putDecimals(Tag.RESCALE_INTERCEPT, -1024)
                                .putDecimals(Tag.RESCALE_SLOPE, 1)
                                .putString(Tag.RESCALE_TYPE, "HU"))
                .putItems(
                        Tag.UNASSIGNED_SHARED_CONVERTED_ATTRIBUTES_SEQUENCE,
                        new DataSet().putDecimals(Tag.KVP, 120).putString(Tag.CONVOLUTION_KERNEL, "B30f"));
        return withFrames(
                image,
                shared,
                (frame, item) -> item.putItems(
                                Tag.UNASSIGNED_PER_FRAME_CONVERTED_ATTRIBUTES_SEQUENCE,
                                new DataSet().putString(Tag.X_RAY_TUBE_CURRENT, Integer.toString(300 + frame)))
                        .putItems(
                                Tag.CONVERSION_SOURCE_ATTRIBUTES_SEQUENCE,
                                new DataSet()
                                        .putString(Tag.REFERENCED_SOP_CLASS_UID, SopClass.CT_IMAGE)
                                        .putString(Tag.REFERENCED_SOP_INSTANCE_UID, "2.25.8" + frame)));
    }

    private interface FrameFiller {
        void fill(int frame, DataSet item);
    }

    private static DataSet withFrames(DataSet image, DataSet shared, FrameFiller filler) {
        image.putItems(Tag.SHARED_FUNCTIONAL_GROUPS_SEQUENCE, shared);
        List<DataSet> items = new ArrayList<>();
        byte[] pixels = new byte[FRAMES * 4 * 4 * 2];
        for (int frame = 0; frame < FRAMES; frame++) {
            int slice = 2 - frame % 3;
            int time = frame / 3 + 1;
            DataSet item = new DataSet()
                    .putItems(
                            Tag.FRAME_CONTENT_SEQUENCE,
                            new DataSet()
                                    .putString(Tag.FRAME_REFERENCE_DATE_TIME, "20260102030405")
                                    .putString(Tag.FRAME_ACQUISITION_DATE_TIME, "2026010203040" + frame)
                                    .putDecimals(Tag.FRAME_ACQUISITION_DURATION, 12.5)
                                    .putIntegers(Tag.DIMENSION_INDEX_VALUES, 1, time, slice + 1)
                                    .putString(Tag.STACK_ID, "1")
                                    .putIntegers(Tag.IN_STACK_POSITION_NUMBER, slice + 1)
                                    .putIntegers(Tag.TEMPORAL_POSITION_INDEX, time))
                    .putItems(
                            Tag.PLANE_POSITION_SEQUENCE,
                            new DataSet().putDecimals(Tag.IMAGE_POSITION_PATIENT, -10, -20, slice * SLICE_DISTANCE));
            filler.fill(frame, item);
            items.add(item);
            for (int pixel = 0; pixel < 16; pixel++) {
                pixels[(frame * 16 + pixel) * 2] = (byte) frame;
            }
        }
        return image.putItems(Tag.PER_FRAME_FUNCTIONAL_GROUPS_SEQUENCE, items.toArray(DataSet[]::new))
                .putBytes(Tag.PIXEL_DATA, VR.OW, pixels);
    }

    private static DataSet common(String sopClass, String modality, boolean signed) {
        return Images.of(4, 4, 16, 16, signed)
                .putString(Tag.SOP_CLASS_UID, sopClass)
                .putString(Tag.SOP_INSTANCE_UID, "2.25.701")
                .putString(Tag.STUDY_INSTANCE_UID, "2.25.702")
                .putString(Tag.SERIES_INSTANCE_UID, "2.25.703")
                .putString(Tag.FRAME_OF_REFERENCE_UID, "2.25.704")
                .putEmpty(Tag.POSITION_REFERENCE_INDICATOR)
                .putString(Tag.PATIENT_NAME, "Enhanced^Test")
                .putString(Tag.PATIENT_ID, "E1")
                .putEmpty(Tag.PATIENT_BIRTH_DATE)
                .putEmpty(Tag.PATIENT_SEX)
                .putString(Tag.STUDY_DATE, "20260102")
                .putString(Tag.STUDY_TIME, "030405")
                .putEmpty(Tag.REFERRING_PHYSICIAN_NAME)
                .putEmpty(Tag.STUDY_ID)
                .putEmpty(Tag.ACCESSION_NUMBER)
                .putString(Tag.SERIES_NUMBER, "1")
                .putString(Tag.MODALITY, modality)
                .putString(Tag.PATIENT_POSITION, "HFS")
                .putString(Tag.MANUFACTURER, "Afterimage")
                .putString(Tag.MANUFACTURER_MODEL_NAME, "Test")
                .putString(Tag.DEVICE_SERIAL_NUMBER, "1")
                .putString(Tag.SOFTWARE_VERSIONS, "1")
                .putString(Tag.INSTANCE_NUMBER, "1")
                .putString(Tag.CONTENT_DATE, "20260102")
                .putString(Tag.CONTENT_TIME, "030405")
                .putString(Tag.NUMBER_OF_FRAMES, Integer.toString(FRAMES))
                .putString(Tag.LOSSY_IMAGE_COMPRESSION, "00")
                .putString(Tag.PRESENTATION_LUT_SHAPE, "IDENTITY")
                .putString(Tag.BURNED_IN_ANNOTATION, "NO")
                .putItems(Tag.ACQUISITION_CONTEXT_SEQUENCE);
    }

    private static void enhanced(DataSet image) {
        frameTypeModule(image);
        image.putString(Tag.CONTENT_QUALIFICATION, "RESEARCH")
                .putItems(
                        Tag.DIMENSION_ORGANIZATION_SEQUENCE,
                        new DataSet().putString(Tag.DIMENSION_ORGANIZATION_UID, "2.25.705"))
                .putItems(
                        Tag.DIMENSION_INDEX_SEQUENCE,
                        dimension(Tag.STACK_ID),
                        dimension(Tag.TEMPORAL_POSITION_INDEX),
                        dimension(Tag.IN_STACK_POSITION_NUMBER));
    }

    private static DataSet dimension(int pointer) {
        return new DataSet()
                .putString(Tag.DIMENSION_ORGANIZATION_UID, "2.25.705")
                .putIntegers(Tag.DIMENSION_INDEX_POINTER, pointer)
                .putIntegers(Tag.FUNCTIONAL_GROUP_POINTER, Tag.FRAME_CONTENT_SEQUENCE);
    }

    private static DataSet pixelMeasures() {
        return new DataSet()
                .putDecimals(Tag.PIXEL_SPACING, 0.5, 0.75)
                .putDecimals(Tag.SLICE_THICKNESS, 3)
                .putDecimals(Tag.SPACING_BETWEEN_SLICES, SLICE_DISTANCE);
    }

    private static DataSet axial() {
        return new DataSet().putDecimals(Tag.IMAGE_ORIENTATION_PATIENT, 1, 0, 0, 0, 1, 0);
    }

    private static DataSet anatomy() {
        return new DataSet()
                .putString(Tag.FRAME_LATERALITY, "U")
                .putItems(
                        Tag.ANATOMIC_REGION_SEQUENCE,
                        new DataSet()
                                .putString(Tag.CODE_VALUE, "51185008")
                                .putString(Tag.CODING_SCHEME_DESIGNATOR, "SCT")
                                .putString(Tag.CODE_MEANING, "Thorax"));
    }

    private static DataSet frameType(DataSet item, String... values) {
        item.putString(Tag.FRAME_TYPE, values);
        return frameTypeModule(item);
    }

    private static DataSet frameTypeModule(DataSet item) {
        return item.putString(Tag.PIXEL_PRESENTATION, "MONOCHROME")
                .putString(Tag.VOLUMETRIC_PROPERTIES, "VOLUME")
                .putString(Tag.VOLUME_BASED_CALCULATION_TECHNIQUE, "NONE");
    }
}
