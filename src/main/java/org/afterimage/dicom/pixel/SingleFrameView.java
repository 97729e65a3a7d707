package org.afterimage.dicom.pixel;

import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import org.afterimage.dicom.data.DataSet;
import org.afterimage.dicom.data.Element;
import org.afterimage.dicom.data.Tag;
import org.afterimage.dicom.data.VR;
import org.afterimage.dicom.io.DicomFormatException;

/**
 * The frames of an Enhanced CT or MR image as images of one frame would describe them: what its functional groups say of a frame (PS3.3
 * C.7.6.16, C.8.13.5 and C.8.15.3) stands where CT Image and MR Image have it (C.8.2.1 and C.8.3.1), so that whoever knows those can judge
 * a frame.
 */
public final class SingleFrameView {

    /** What is said of all frames together, and the pixels. */
    private static final List<Integer> NOT_OF_ONE_FRAME = List.of(
            Tag.NUMBER_OF_FRAMES,
            Tag.FRAME_INCREMENT_POINTER,
            Tag.SHARED_FUNCTIONAL_GROUPS_SEQUENCE,
            Tag.PER_FRAME_FUNCTIONAL_GROUPS_SEQUENCE,
            Tag.DIMENSION_ORGANIZATION_SEQUENCE,
            Tag.DIMENSION_INDEX_SEQUENCE,
            Tag.EXTENDED_OFFSET_TABLE,
            Tag.EXTENDED_OFFSET_TABLE_LENGTHS,
            Tag.PIXEL_DATA);

    /** The macros whose attributes images of one frame have under the same tag. */
    private static final List<Integer> SAME_TAGS = List.of(
            Tag.PIXEL_MEASURES_SEQUENCE,
            Tag.PLANE_POSITION_SEQUENCE,
            Tag.PLANE_ORIENTATION_SEQUENCE,
            Tag.PIXEL_VALUE_TRANSFORMATION_SEQUENCE,
            Tag.FRAME_VOI_LUT_SEQUENCE,
            Tag.FRAME_ANATOMY_SEQUENCE,
            Tag.DERIVATION_IMAGE_SEQUENCE,
            Tag.IRRADIATION_EVENT_IDENTIFICATION_SEQUENCE,
            Tag.CT_IMAGE_FRAME_TYPE_SEQUENCE,
            Tag.CT_RECONSTRUCTION_SEQUENCE,
            Tag.CT_X_RAY_DETAILS_SEQUENCE,
            Tag.MR_IMAGE_FRAME_TYPE_SEQUENCE,
            Tag.MR_TIMING_AND_RELATED_PARAMETERS_SEQUENCE,
            Tag.MR_DIFFUSION_SEQUENCE);

    private final FunctionalGroups groups;
    private final DataSet common;

    /**
     * The frames of an image.
     *
     * @param image its data set
     * @throws DicomFormatException as {@link FunctionalGroups#of} does
     */
    public SingleFrameView(DataSet image) throws DicomFormatException {
        groups = FunctionalGroups.of(image);
        common = new DataSet();
        for (Element element : image) {
            if (!NOT_OF_ONE_FRAME.contains(element.tag())) {
                common.put(element);
            }
        }
    }

    /** Number of Frames (0028,0008). */
    public int frames() {
        return groups.frames();
    }

    /**
     * The attributes of a frame, without its pixels.
     *
     * @param frame the frame, counted from 0
     * @throws IllegalArgumentException when there is no such frame
     */
    public DataSet frame(int frame) {
        FrameAttributes attributes = groups.frame(frame);
        DataSet view = common.shallowCopy();
        put(attributes, view);
        return view;
    }

    /**
     * The attributes of an image and, where it has functional groups, besides them those that its first frame would have alone.
     *
     * @param image a data set
     * @return the data set itself where it has no functional groups, or damaged ones
     */
    public static DataSet header(DataSet image) {
        if (!image.contains(Tag.SHARED_FUNCTIONAL_GROUPS_SEQUENCE)
                && !image.contains(Tag.PER_FRAME_FUNCTIONAL_GROUPS_SEQUENCE)) {
            return image;
        }
        try {
            FrameAttributes first = FunctionalGroups.of(image).frame(0);
            DataSet header = image.shallowCopy();
            put(first, header);
            return header;
        } catch (DicomFormatException e) {
            return image; // what is wrong with it is said where the image is to be used
        }
    }

    private static void put(FrameAttributes frame, DataSet view) {
        for (int macro : SAME_TAGS) {
            frame.group(macro).ifPresent(item -> item.forEach(view::put));
        }
        renamed(view.get(Tag.FRAME_TYPE), Tag.IMAGE_TYPE, VR.CS).ifPresent(view::put);
        view.remove(Tag.FRAME_TYPE);
        contrastAgent(frame, view).ifPresent(view::put);
        frame.group(Tag.MR_ECHO_SEQUENCE)
                .ifPresent(echo -> putTime(view, Tag.ECHO_TIME, frame.mr().echoTime()));
        frame.group(Tag.MR_MODIFIER_SEQUENCE)
                .ifPresent(modifier -> putTime(view, Tag.INVERSION_TIME, modifier.decimal(Tag.INVERSION_TIMES)));
        Set<String> sequence = frame.mr().scanningSequence();
        if (!sequence.isEmpty()) {
            view.putString(Tag.SCANNING_SEQUENCE, sequence.toArray(String[]::new));
        }
    }

    private static void putTime(DataSet view, int tag, OptionalDouble milliseconds) {
        if (milliseconds.isPresent() && Double.isFinite(milliseconds.getAsDouble())) {
            view.putDecimals(tag, milliseconds.getAsDouble());
        }
    }

    /**
     * The agent's name in the Enhanced Contrast/Bolus module (PS3.3 C.7.6.4b), unless the Contrast/Bolus Usage Macro says of the frame
     * that it was not administered.
     */
    private static Optional<Element> contrastAgent(FrameAttributes frame, DataSet view) {
        List<DataSet> usage = frame.groups(Tag.CONTRAST_BOLUS_USAGE_SEQUENCE);
        boolean denied = !usage.isEmpty() && usage.stream().allMatch(SingleFrameView::isDenied);
        return denied
                ? Optional.empty()
                : view.item(Tag.CONTRAST_BOLUS_AGENT_SEQUENCE)
                        .flatMap(agent -> renamed(agent.get(Tag.CODE_MEANING), Tag.CONTRAST_BOLUS_AGENT, VR.LO));
    }

    private static boolean isDenied(DataSet usage) {
        return usage.string(Tag.CONTRAST_BOLUS_AGENT_ADMINISTERED)
                .filter("NO"::equals)
                .isPresent();
    }

    /** The same bytes under another tag: what a device wrote is not judged here. */
    private static Optional<Element> renamed(Optional<Element> element, int tag, VR vr) {
        return element.filter(Element.Value.class::isInstance)
                .map(value -> new Element.Value(tag, vr, ((Element.Value) value).bytes()));
    }
}
