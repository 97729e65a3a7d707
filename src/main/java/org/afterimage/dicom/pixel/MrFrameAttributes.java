package org.afterimage.dicom.pixel;

import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.Set;
import org.afterimage.dicom.data.Tag;

/** What the macros of Enhanced MR images say of a frame (PS3.3 C.8.13.5); for images that are not enhanced, what those say. */
public final class MrFrameAttributes {

    private final FrameAttributes frame;

    MrFrameAttributes(FrameAttributes frame) {
        this.frame = frame;
    }

    /** Complex Image Component, such as {@code MAGNITUDE}, from the MR Image Frame Type Macro. */
    public Optional<String> complexImageComponent() {
        return frame.string(Tag.MR_IMAGE_FRAME_TYPE_SEQUENCE, Tag.COMPLEX_IMAGE_COMPONENT);
    }

    /** Acquisition Contrast, such as {@code T1}, from the MR Image Frame Type Macro. */
    public Optional<String> acquisitionContrast() {
        return frame.string(Tag.MR_IMAGE_FRAME_TYPE_SEQUENCE, Tag.ACQUISITION_CONTRAST);
    }

    /** Effective Echo Time in ms, from the MR Echo Macro; Echo Time where that has it. */
    public OptionalDouble echoTime() {
        OptionalDouble effective = frame.decimal(Tag.MR_ECHO_SEQUENCE, Tag.EFFECTIVE_ECHO_TIME);
        return effective.isPresent() ? effective : frame.decimal(Tag.MR_ECHO_SEQUENCE, Tag.ECHO_TIME);
    }

    /** Repetition Time in ms, from the MR Timing and Related Parameters Macro. */
    public OptionalDouble repetitionTime() {
        return frame.decimal(Tag.MR_TIMING_AND_RELATED_PARAMETERS_SEQUENCE, Tag.REPETITION_TIME);
    }

    /** Flip Angle in degrees, from the MR Timing and Related Parameters Macro. */
    public OptionalDouble flipAngle() {
        return frame.decimal(Tag.MR_TIMING_AND_RELATED_PARAMETERS_SEQUENCE, Tag.FLIP_ANGLE);
    }

    /** Echo Train Length, from the MR Timing and Related Parameters Macro. */
    public OptionalInt echoTrainLength() {
        return frame.integer(Tag.MR_TIMING_AND_RELATED_PARAMETERS_SEQUENCE, Tag.ECHO_TRAIN_LENGTH);
    }

    /** Diffusion b-value in s/mm2, from the MR Diffusion Macro. */
    public OptionalDouble diffusionBValue() {
        return frame.decimal(Tag.MR_DIFFUSION_SEQUENCE, Tag.DIFFUSION_B_VALUE);
    }

    /**
     * What images that are not enhanced say in Scanning Sequence (0018,0020): SE, GR, EP and IR, from the Pulse Sequence module (PS3.3
     * C.8.13.4) and the MR Modifier Macro.
     *
     * @return none where nothing of it is stated
     */
    public Set<String> scanningSequence() {
        Set<String> found = new LinkedHashSet<>();
        String echo = term(Tag.ECHO_PULSE_SEQUENCE);
        if (echo.equals("SPIN") || echo.equals("BOTH")) {
            found.add("SE");
        }
        if (echo.equals("GRADIENT") || echo.equals("BOTH")) {
            found.add("GR");
        }
        if (term(Tag.ECHO_PLANAR_PULSE_SEQUENCE).equals("YES")) {
            found.add("EP");
        }
        if (term(Tag.INVERSION_RECOVERY).equals("YES")) {
            found.add("IR");
        }
        return found;
    }

    private String term(int tag) {
        return frame.string(Tag.MR_MODIFIER_SEQUENCE, tag)
                .map(value -> value.trim().toUpperCase(Locale.ROOT))
                .orElse("");
    }
}
