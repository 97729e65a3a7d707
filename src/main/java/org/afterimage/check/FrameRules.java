package org.afterimage.check;

import java.util.List;
import java.util.Optional;
import org.afterimage.dicom.data.DataSet;
import org.afterimage.dicom.data.Dictionary;
import org.afterimage.dicom.data.Tag;
import org.afterimage.dicom.io.DicomFormatException;
import org.afterimage.dicom.pixel.FrameVolume;
import org.afterimage.dicom.pixel.PixelFormat;
import org.afterimage.synthesize.SourceInstance;

/**
 * What the frames of one Enhanced CT or MR instance must have in common: they are one stack of slices of one kind. One that holds several
 * is refused whole, since nobody said which of them is meant.
 */
final class FrameRules {

    /** The functional groups are damaged. */
    static final String FUNCTIONAL_GROUPS = "FUNCTIONAL_GROUPS";

    /** The frames are of several stacks, temporal positions or other dimensions. */
    static final String SEVERAL_VOLUMES = "SEVERAL_VOLUMES";

    /** The frames were acquired or reconstructed in several ways. */
    static final String DIFFERENT_FRAMES = "DIFFERENT_FRAMES";

    /** The frames are projections or were calculated otherwise. */
    static final String CALCULATED_FRAMES = "CALCULATED_FRAMES";

    /** The derived instance would be larger than this node can write. */
    static final String INSTANCE_SIZE = "INSTANCE_SIZE";

    private static final int PIXEL_CONTRAST = 3; // where Derived Pixel Contrast stands in Frame Type (PS3.3 C.8.16.1.4)
    private static final long MOST_BYTES = Integer.MAX_VALUE - 8;

    /** What a stack has one value of; Image Type is each frame's own Frame Type. */
    private static final List<Integer> ALIKE = List.of(
            Tag.IMAGE_TYPE,
            Tag.KVP,
            Tag.CONVOLUTION_KERNEL,
            Tag.CONTRAST_BOLUS_AGENT,
            Tag.SCANNING_SEQUENCE,
            Tag.REPETITION_TIME,
            Tag.ECHO_TIME,
            Tag.INVERSION_TIME,
            Tag.DIFFUSION_B_VALUE,
            Tag.ACQUISITION_CONTRAST,
            Tag.COMPLEX_IMAGE_COMPONENT);

    private FrameRules() {}

    /**
     * The first reason against an instance.
     *
     * @param frames all frames of one instance
     */
    static Optional<DomainViolation> check(List<SourceInstance> frames) {
        DataSet image = frames.get(0).received().object().dataSet();
        try {
            int volumes = FrameVolume.of(image).size();
            if (volumes > 1) {
                return Optional.of(new DomainViolation(
                        SEVERAL_VOLUMES,
                        "The instance holds " + volumes + " volumes in its " + frames.size()
                                + " frames, such as several stacks, temporal positions or contrasts; models take one stack of"
                                + " slices."));
            }
            return different(frames)
                    .or(() -> calculated(frames.get(0).object().dataSet()))
                    .or(() -> large(frames));
        } catch (DicomFormatException e) {
            return Optional.of(new DomainViolation(FUNCTIONAL_GROUPS, e.getMessage()));
        }
    }

    private static Optional<DomainViolation> different(List<SourceInstance> frames) {
        for (int tag : ALIKE) {
            List<String> values = frames.stream()
                    .map(frame -> String.join("\\", frame.object().dataSet().strings(tag)))
                    .distinct()
                    .toList();
            if (values.size() > 1) {
                String name = Dictionary.lookup(tag).orElseThrow().name();
                return Optional.of(new DomainViolation(
                        DIFFERENT_FRAMES,
                        "The frames of the instance differ in " + name + " " + Tag.toString(tag) + ": "
                                + stated(values.get(0)) + " and " + stated(values.get(1))
                                + "; models take slices of one kind."));
            }
        }
        return Optional.empty();
    }

    private static String stated(String value) {
        return value.isBlank() ? "not stated" : value.trim();
    }

    private static Optional<DomainViolation> calculated(DataSet frame) {
        return frame.strings(Tag.IMAGE_TYPE).stream()
                .skip(PIXEL_CONTRAST)
                .findFirst()
                .map(String::trim)
                .filter(contrast -> !contrast.isEmpty() && !contrast.equals("NONE"))
                .map(contrast -> new DomainViolation(
                        CALCULATED_FRAMES,
                        "The frames were calculated from others: value 4 of Frame Type (0008,9007) is " + contrast
                                + "; models take slices as they were reconstructed."));
    }

    /** An instance is written from one array of bytes, and a change map takes 16 bits a pixel. */
    private static Optional<DomainViolation> large(List<SourceInstance> frames) {
        try {
            PixelFormat format = PixelFormat.of(frames.get(0).object().dataSet());
            long bytes = Math.max(format.frameBytes(), Short.BYTES * format.frameSamples());
            return bytes <= MOST_BYTES / frames.size()
                    ? Optional.empty()
                    : Optional.of(
                            new DomainViolation(
                                    INSTANCE_SIZE,
                                    "The instance has more than 2 GiB of pixels; this node does not write derived instances that large."));
        } catch (DicomFormatException e) {
            return Optional.of(new DomainViolation(InputDomain.PIXEL_DATA, e.getMessage()));
        }
    }
}
