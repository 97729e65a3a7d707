package org.afterimage.dicom.pixel;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.stream.Stream;
import org.afterimage.dicom.data.DataSet;
import org.afterimage.dicom.data.Element;
import org.afterimage.dicom.data.Tag;

/**
 * What is known of one frame (PS3.3 C.7.6.16.2 and, for CT and MR, C.8.15.3 and C.8.13.5).
 *
 * <p>An attribute is looked for in its functional group of the frame, then in the shared one, then among the attributes that a
 * conversion from single frames could not assign (C.7.6.16.2.25 and C.7.6.16.2.26), and last in the image itself, where images that
 * are not enhanced have it. Attributes that are absent or malformed are answered as empty.
 */
public final class FrameAttributes {

    private static final DataSet NOTHING = new DataSet();

    private final DataSet image;
    private final Optional<DataSet> shared;
    private final Optional<DataSet> own;

    FrameAttributes(DataSet image, Optional<DataSet> shared, Optional<DataSet> own) {
        this.image = image;
        this.shared = shared;
        this.own = own;
    }

    /**
     * A functional group that has one item: the frame's own, or else the shared one.
     *
     * @param sequence the tag of the macro's sequence, such as Pixel Measures Sequence (0028,9110)
     */
    public Optional<DataSet> group(int sequence) {
        return groups(sequence).stream().findFirst();
    }

    /** All items of a functional group, for the macros that may have several. */
    public List<DataSet> groups(int sequence) {
        return items(own, sequence).or(() -> items(shared, sequence)).orElse(List.of());
    }

    /**
     * A private functional group.
     *
     * @param group the group number, odd
     * @param creator the private creator that reserved the block (PS3.5 7.8.1)
     * @param element the element number in the block, 00H to FFH
     */
    public Optional<DataSet> privateGroup(int group, String creator, int element) {
        return Stream.of(own, shared)
                .flatMap(Optional::stream)
                .flatMap(item -> item.privateTag(group, creator, element).stream()
                        .mapToObj(item::items)
                        .flatMap(List::stream))
                .findFirst();
    }

    /** Pixel Spacing, from the Pixel Measures Macro. */
    public Optional<PixelSpacing> pixelSpacing() {
        double[] spacing = decimals(Tag.PIXEL_MEASURES_SEQUENCE, Tag.PIXEL_SPACING);
        return spacing.length == 2 && spacing[0] > 0 && spacing[1] > 0
                ? Optional.of(new PixelSpacing(spacing[0], spacing[1]))
                : Optional.empty();
    }

    /** Slice Thickness in mm, from the Pixel Measures Macro. */
    public OptionalDouble sliceThickness() {
        return decimal(Tag.PIXEL_MEASURES_SEQUENCE, Tag.SLICE_THICKNESS);
    }

    /** Spacing Between Slices in mm, from the Pixel Measures Macro. */
    public OptionalDouble spacingBetweenSlices() {
        return decimal(Tag.PIXEL_MEASURES_SEQUENCE, Tag.SPACING_BETWEEN_SLICES);
    }

    /** Image Position (Patient): the centre of the first pixel, from the Plane Position Macro. */
    public Optional<PatientVector> position() {
        double[] position = decimals(Tag.PLANE_POSITION_SEQUENCE, Tag.IMAGE_POSITION_PATIENT);
        return position.length == 3 ? Optional.of(PatientVector.of(position, 0)) : Optional.empty();
    }

    /** Image Orientation (Patient), from the Plane Orientation Macro. */
    public Optional<PlaneOrientation> orientation() {
        double[] cosines = decimals(Tag.PLANE_ORIENTATION_SEQUENCE, Tag.IMAGE_ORIENTATION_PATIENT);
        return cosines.length == 6
                ? Optional.of(new PlaneOrientation(PatientVector.of(cosines, 0), PatientVector.of(cosines, 3)))
                : Optional.empty();
    }

    /** Dimension Index Values, one for each of {@link FunctionalGroups#dimensions()}, from the Frame Content Macro. */
    public List<Integer> dimensionIndexValues() {
        int[] values =
                holder(Tag.FRAME_CONTENT_SEQUENCE, Tag.DIMENSION_INDEX_VALUES).integers(Tag.DIMENSION_INDEX_VALUES);
        return Arrays.stream(values).boxed().toList();
    }

    /** Stack ID, from the Frame Content Macro. */
    public Optional<String> stackId() {
        return string(Tag.FRAME_CONTENT_SEQUENCE, Tag.STACK_ID);
    }

    /** In-Stack Position Number, from 1, from the Frame Content Macro. */
    public OptionalInt inStackPosition() {
        return integer(Tag.FRAME_CONTENT_SEQUENCE, Tag.IN_STACK_POSITION_NUMBER);
    }

    /** Temporal Position Index, from 1, from the Frame Content Macro. */
    public OptionalInt temporalPosition() {
        return integer(Tag.FRAME_CONTENT_SEQUENCE, Tag.TEMPORAL_POSITION_INDEX);
    }

    /** Frame Acquisition DateTime as DICOM writes it, from the Frame Content Macro. */
    public Optional<String> acquisitionDateTime() {
        return string(Tag.FRAME_CONTENT_SEQUENCE, Tag.FRAME_ACQUISITION_DATE_TIME);
    }

    /** Frame Reference DateTime as DICOM writes it, from the Frame Content Macro. */
    public Optional<String> referenceDateTime() {
        return string(Tag.FRAME_CONTENT_SEQUENCE, Tag.FRAME_REFERENCE_DATE_TIME);
    }

    /** Frame Acquisition Duration in ms, from the Frame Content Macro. */
    public OptionalDouble acquisitionDuration() {
        return decimal(Tag.FRAME_CONTENT_SEQUENCE, Tag.FRAME_ACQUISITION_DURATION);
    }

    /** Where Rescale Slope, Rescale Intercept, Rescale Type or a Modality LUT Sequence of the frame stand. */
    public DataSet pixelValueTransformation() {
        return group(Tag.PIXEL_VALUE_TRANSFORMATION_SEQUENCE).orElse(image);
    }

    /** Where the windows or VOI LUTs of the frame stand. */
    public DataSet voiLut() {
        return group(Tag.FRAME_VOI_LUT_SEQUENCE).orElse(image);
    }

    /**
     * Frame Type, from the MR or CT Image Frame Type Macro, in whose place images that are not enhanced have Image Type.
     *
     * @return its values; none where nothing is known
     */
    public List<String> frameType() {
        return Stream.of(Tag.MR_IMAGE_FRAME_TYPE_SEQUENCE, Tag.CT_IMAGE_FRAME_TYPE_SEQUENCE)
                .flatMap(sequence -> group(sequence).stream())
                .findFirst()
                .map(item -> item.strings(Tag.FRAME_TYPE))
                .orElseGet(() -> image.strings(Tag.IMAGE_TYPE));
    }

    /** What the MR macros say of the frame. */
    public MrFrameAttributes mr() {
        return new MrFrameAttributes(this);
    }

    /** What the CT macros say of the frame. */
    public CtFrameAttributes ct() {
        return new CtFrameAttributes(this);
    }

    /** The first value of an attribute as text, looked for as this class says. */
    public Optional<String> string(int sequence, int tag) {
        return holder(sequence, tag).string(tag);
    }

    /** The first value of an attribute as a whole number, looked for as this class says. */
    public OptionalInt integer(int sequence, int tag) {
        return holder(sequence, tag).integer(tag);
    }

    /** The first value of an attribute as a decimal number, looked for as this class says. */
    public OptionalDouble decimal(int sequence, int tag) {
        return holder(sequence, tag).decimal(tag);
    }

    /** All values of an attribute as decimal numbers, looked for as this class says. */
    public double[] decimals(int sequence, int tag) {
        return holder(sequence, tag).decimals(tag);
    }

    private DataSet holder(int sequence, int tag) {
        return Stream.of(
                        group(sequence),
                        group(Tag.UNASSIGNED_PER_FRAME_CONVERTED_ATTRIBUTES_SEQUENCE),
                        group(Tag.UNASSIGNED_SHARED_CONVERTED_ATTRIBUTES_SEQUENCE),
                        Optional.of(image))
                .flatMap(Optional::stream)
                .filter(candidate -> candidate.contains(tag))
                .findFirst()
                .orElse(NOTHING);
    }

    /** The items of a group in one of the two places; an empty sequence is as good as none. */
    private static Optional<List<DataSet>> items(Optional<DataSet> place, int sequence) {
        return place.flatMap(item -> item.get(sequence))
                .filter(Element.Sequence.class::isInstance)
                .map(element -> ((Element.Sequence) element).items())
                .filter(found -> !found.isEmpty());
    }
}
