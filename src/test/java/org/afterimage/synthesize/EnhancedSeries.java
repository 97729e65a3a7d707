package org.afterimage.synthesize;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.afterimage.dicom.data.DataSet;
import org.afterimage.dicom.data.Element;
import org.afterimage.dicom.data.SopClass;
import org.afterimage.dicom.data.Tag;
import org.afterimage.dicom.data.VR;
import org.afterimage.dicom.io.DicomObject;
import org.afterimage.dicom.io.Limits;
import org.afterimage.dicom.io.Part10;
import org.afterimage.dicom.io.TransferSyntax;
import org.afterimage.dicom.pixel.PixelFormat;
import org.afterimage.dicom.pixel.PixelReader;
import org.afterimage.dicom.pixel.PixelWriter;

/**
 * One Enhanced CT or MR instance with the pixels, places, units and acquisition of a series of single slices. Frames are stored in the
 * opposite order, so that a test sees who takes the one order for the other.
 */
public final class EnhancedSeries {

    private static final int IRRADIATION_EVENT = Tag.IRRADIATION_EVENT_IDENTIFICATION_SEQUENCE;
    private static final int ACQUISITION_DATE_TIME = 0x0008002A;
    private static final int ACQUISITION_DURATION = 0x00189073;
    private static final int DIMENSION_UID = Tag.DIMENSION_ORGANIZATION_UID;

    private EnhancedSeries() {}

    /** The slices of a folder of fixtures by the names of their files, as many as are wanted. */
    public static List<DicomObject> slices(String folder, int most) throws IOException {
        try (Stream<Path> files = Files.list(Path.of("test-fixtures", folder))) {
            List<DicomObject> slices = new ArrayList<>();
            for (Path file :
                    files.filter(Files::isRegularFile).sorted().limit(most).toList()) {
                slices.add(Part10.read(file, Limits.defaults()));
            }
            return slices;
        }
    }

    /** The same as the series of single slices that it is. */
    public static SourceSeries single(List<DicomObject> slices) {
        return series(slices.stream()
                .map(slice -> new SourceInstance(Path.of("slice.dcm"), slice))
                .toList());
    }

    /** The frames of an instance as a series. */
    public static SourceSeries frames(DataSet instance) {
        DicomObject object = new DicomObject(new DataSet(), TransferSyntax.EXPLICIT_VR_LITTLE_ENDIAN, instance);
        return series(SourceInstance.of(Path.of("enhanced.dcm"), object));
    }

    private static SourceSeries series(List<SourceInstance> images) {
        DataSet first = images.get(0).object().dataSet();
        return new SourceSeries(
                first.string(Tag.STUDY_INSTANCE_UID).orElseThrow(),
                first.string(Tag.SERIES_INSTANCE_UID).orElseThrow(),
                images);
    }

    /** An Enhanced CT instance of CT slices. */
    public static DataSet ct(List<DicomObject> slices) throws IOException {
        DataSet first = slices.get(0).dataSet();
        DataSet shared = shared(first, "816094009", "Chest");
        shared.putItems(
                        Tag.CT_IMAGE_FRAME_TYPE_SEQUENCE,
                        description(new DataSet(), Tag.FRAME_TYPE, "ORIGINAL", "PRIMARY", "VOLUME", "NONE"))
                .putItems(
                        Tag.PIXEL_VALUE_TRANSFORMATION_SEQUENCE,
                        new DataSet().copy(first, Tag.RESCALE_INTERCEPT, Tag.RESCALE_SLOPE, Tag.RESCALE_TYPE))
                .putItems(IRRADIATION_EVENT, new DataSet().putString(Tag.IRRADIATION_EVENT_UID, "2.25.811"))
                .putItems(
                        Tag.CT_RECONSTRUCTION_SEQUENCE,
                        new DataSet()
                                .copy(first, Tag.CONVOLUTION_KERNEL)
                                .putString(0x00189316, "LUNG") // Convolution Kernel Group
                                .putString(0x00189315, "FILTER_BACK_PROJ") // Reconstruction Algorithm
                                .putDecimals(0x00181100, 350) // Reconstruction Diameter
                                .putDecimals(0x00189322, 0.68, 0.68) // Reconstruction Pixel Spacing
                                .putDecimals(0x00189319, 360) // Reconstruction Angle
                                .putString(0x00189320, "NONE")) // Image Filter
                .putItems(
                        Tag.CT_X_RAY_DETAILS_SEQUENCE,
                        new DataSet()
                                .copy(first, Tag.KVP)
                                .putDecimals(0x00181190, 1.2) // Focal Spots
                                .putString(0x00181160, "WEDGE") // Filter Type
                                .putString(0x00187050, "ALUMINUM")); // Filter Material
        DataSet image = description(
                common(first, SopClass.ENHANCED_CT_IMAGE), Tag.IMAGE_TYPE, "ORIGINAL", "PRIMARY", "VOLUME", "NONE");
        return withFrames(image, shared, slices);
    }

    /** An Enhanced MR instance of MR slices, which were acquired with a spin echo, or a gradient echo. */
    public static DataSet mr(List<DicomObject> slices, String contrast) throws IOException {
        DataSet first = slices.get(0).dataSet();
        boolean gradient = first.strings(Tag.SCANNING_SEQUENCE).contains("GR");
        boolean inverted = first.strings(Tag.SCANNING_SEQUENCE).contains("IR");
        DataSet shared = shared(first, "12738006", "Brain");
        shared.putItems(Tag.MR_IMAGE_FRAME_TYPE_SEQUENCE, mrDescription(new DataSet(), Tag.FRAME_TYPE, contrast))
                .putItems(
                        Tag.PIXEL_VALUE_TRANSFORMATION_SEQUENCE,
                        new DataSet()
                                .putDecimals(
                                        Tag.RESCALE_INTERCEPT,
                                        first.decimal(Tag.RESCALE_INTERCEPT).orElse(0))
                                .putDecimals(
                                        Tag.RESCALE_SLOPE,
                                        first.decimal(Tag.RESCALE_SLOPE).orElse(1))
                                .putString(Tag.RESCALE_TYPE, "US"))
                .putItems(
                        Tag.MR_TIMING_AND_RELATED_PARAMETERS_SEQUENCE,
                        new DataSet().copy(first, Tag.REPETITION_TIME, Tag.FLIP_ANGLE))
                .putItems(
                        Tag.MR_ECHO_SEQUENCE,
                        new DataSet()
                                .putDecimals(
                                        Tag.EFFECTIVE_ECHO_TIME,
                                        first.decimal(Tag.ECHO_TIME).orElseThrow()))
                .putItems(
                        Tag.MR_MODIFIER_SEQUENCE,
                        inverted
                                ? new DataSet()
                                        .putString(Tag.INVERSION_RECOVERY, "YES")
                                        .putDecimals(
                                                Tag.INVERSION_TIMES,
                                                first.decimal(Tag.INVERSION_TIME)
                                                        .orElseThrow())
                                : new DataSet().putString(Tag.INVERSION_RECOVERY, "NO"));
        DataSet image = mrDescription(common(first, SopClass.ENHANCED_MR_IMAGE), Tag.IMAGE_TYPE, contrast)
                .putString(0x00189174, "IEC") // Applicable Safety Standard Agency
                .putString(Tag.ECHO_PULSE_SEQUENCE, gradient ? "GRADIENT" : "SPIN");
        return withFrames(image, shared, slices);
    }

    private static DataSet mrDescription(DataSet target, int typeTag, String contrast) {
        return description(target, typeTag, "ORIGINAL", "PRIMARY", "VOLUME", "NONE")
                .putString(Tag.COMPLEX_IMAGE_COMPONENT, "MAGNITUDE")
                .putString(Tag.ACQUISITION_CONTRAST, contrast);
    }

    private static DataSet description(DataSet target, int typeTag, String... type) {
        return target.putString(typeTag, type)
                .putString(Tag.PIXEL_PRESENTATION, "MONOCHROME")
                .putString(Tag.VOLUMETRIC_PROPERTIES, "VOLUME")
                .putString(Tag.VOLUME_BASED_CALCULATION_TECHNIQUE, "NONE");
    }

    private static DataSet shared(DataSet slice, String region, String meaning) {
        DataSet shared = new DataSet()
                .putItems(
                        Tag.PIXEL_MEASURES_SEQUENCE,
                        new DataSet().copy(slice, Tag.PIXEL_SPACING, Tag.SLICE_THICKNESS, Tag.SPACING_BETWEEN_SLICES))
                .putItems(Tag.PLANE_ORIENTATION_SEQUENCE, new DataSet().copy(slice, Tag.IMAGE_ORIENTATION_PATIENT))
                .putItems(
                        Tag.FRAME_ANATOMY_SEQUENCE,
                        new DataSet()
                                .putString(Tag.FRAME_LATERALITY, "U")
                                .putItems(
                                        Tag.ANATOMIC_REGION_SEQUENCE,
                                        new DataSet()
                                                .putString(Tag.CODE_VALUE, region)
                                                .putString(Tag.CODING_SCHEME_DESIGNATOR, "SCT")
                                                .putString(Tag.CODE_MEANING, meaning)));
        if (slice.contains(Tag.WINDOW_CENTER)) {
            shared.putItems(
                    Tag.FRAME_VOI_LUT_SEQUENCE,
                    new DataSet()
                            .copy(slice, Tag.WINDOW_CENTER, Tag.WINDOW_WIDTH, Tag.WINDOW_CENTER_WIDTH_EXPLANATION));
        }
        return shared;
    }

    private static DataSet common(DataSet slice, String sopClass) {
        DataSet image = new DataSet();
        for (Element element : slice) {
            if (Tag.group(element.tag()) == 0x0010) {
                image.put(element);
            }
        }
        return image.copy(
                        slice,
                        Tag.SPECIFIC_CHARACTER_SET,
                        Tag.STUDY_DATE,
                        Tag.STUDY_TIME,
                        Tag.ACCESSION_NUMBER,
                        Tag.MODALITY,
                        Tag.MANUFACTURER,
                        Tag.MANUFACTURER_MODEL_NAME,
                        Tag.DEVICE_SERIAL_NUMBER,
                        Tag.SOFTWARE_VERSIONS,
                        Tag.REFERRING_PHYSICIAN_NAME,
                        Tag.STUDY_DESCRIPTION,
                        Tag.SERIES_DESCRIPTION,
                        Tag.PROTOCOL_NAME,
                        Tag.PATIENT_POSITION,
                        Tag.STUDY_INSTANCE_UID,
                        Tag.STUDY_ID,
                        Tag.SERIES_NUMBER,
                        Tag.FRAME_OF_REFERENCE_UID,
                        Tag.POSITION_REFERENCE_INDICATOR,
                        Tag.SAMPLES_PER_PIXEL,
                        Tag.PHOTOMETRIC_INTERPRETATION,
                        Tag.ROWS,
                        Tag.COLUMNS,
                        Tag.BITS_ALLOCATED,
                        Tag.BITS_STORED,
                        Tag.HIGH_BIT,
                        Tag.PIXEL_REPRESENTATION,
                        Tag.PIXEL_PADDING_VALUE,
                        Tag.SERIES_INSTANCE_UID)
                .putString(Tag.SOP_CLASS_UID, sopClass)
                .putString(
                        Tag.SOP_INSTANCE_UID,
                        slice.string(Tag.SERIES_INSTANCE_UID).orElseThrow() + ".9")
                .putString(Tag.CONTENT_QUALIFICATION, "PRODUCT")
                .putString(ACQUISITION_DATE_TIME, "20260407141503")
                .putDecimals(ACQUISITION_DURATION, 4)
                .putString(Tag.BURNED_IN_ANNOTATION, "NO")
                .putString(Tag.LOSSY_IMAGE_COMPRESSION, "00")
                .putString(Tag.PRESENTATION_LUT_SHAPE, "IDENTITY")
                .putEmpty(Tag.ACQUISITION_CONTEXT_SEQUENCE)
                .putIntegers(Tag.INSTANCE_NUMBER, 1);
    }

    private static DataSet withFrames(DataSet image, DataSet shared, List<DicomObject> slices) throws IOException {
        List<DataSet> groups = new ArrayList<>();
        ByteArrayOutputStream pixels = new ByteArrayOutputStream();
        for (int frame = 0; frame < slices.size(); frame++) {
            int slice = slices.size() - 1 - frame;
            DicomObject object = slices.get(slice);
            groups.add(new DataSet()
                    .putItems(
                            Tag.FRAME_CONTENT_SEQUENCE,
                            new DataSet()
                                    .putString(Tag.FRAME_ACQUISITION_DATE_TIME, "20260407141503")
                                    .putString(Tag.FRAME_REFERENCE_DATE_TIME, "20260407141503")
                                    .putDecimals(Tag.FRAME_ACQUISITION_DURATION, 500)
                                    .putString(Tag.FRAME_COMMENTS, "As acquired")
                                    .putIntegers(Tag.DIMENSION_INDEX_VALUES, 1, slice + 1, 1)
                                    .putString(Tag.STACK_ID, "1")
                                    .putIntegers(Tag.IN_STACK_POSITION_NUMBER, slice + 1))
                    .putItems(
                            Tag.PLANE_POSITION_SEQUENCE,
                            new DataSet().copy(object.dataSet(), Tag.IMAGE_POSITION_PATIENT))
                    .putString(0x00290010, VR.LO, "FIXTURE")
                    .putString(0x00291001, VR.LO, "private"));
            pixels.write(PixelWriter.pack(PixelReader.frame(object, 0), PixelFormat.of(object.dataSet())));
        }
        boolean ct = image.string(Tag.MODALITY).orElseThrow().equals("CT");
        return image.putIntegers(Tag.NUMBER_OF_FRAMES, slices.size())
                .putItems(Tag.SHARED_FUNCTIONAL_GROUPS_SEQUENCE, shared)
                .putItems(Tag.PER_FRAME_FUNCTIONAL_GROUPS_SEQUENCE, groups.toArray(DataSet[]::new))
                .putItems(Tag.DIMENSION_ORGANIZATION_SEQUENCE, new DataSet().putString(DIMENSION_UID, "2.25.812"))
                .putItems(
                        Tag.DIMENSION_INDEX_SEQUENCE,
                        dimension(Tag.STACK_ID, Tag.FRAME_CONTENT_SEQUENCE),
                        dimension(Tag.IN_STACK_POSITION_NUMBER, Tag.FRAME_CONTENT_SEQUENCE),
                        ct
                                ? dimension(Tag.KVP, Tag.CT_X_RAY_DETAILS_SEQUENCE)
                                : dimension(Tag.EFFECTIVE_ECHO_TIME, Tag.MR_ECHO_SEQUENCE))
                .putBytes(Tag.PIXEL_DATA, VR.OW, pixels.toByteArray());
    }

    private static DataSet dimension(int attribute, int group) {
        return new DataSet()
                .putString(DIMENSION_UID, "2.25.812")
                .putIntegers(Tag.DIMENSION_INDEX_POINTER, attribute)
                .putIntegers(Tag.FUNCTIONAL_GROUP_POINTER, group);
    }
}
