package org.afterimage.dicom.pixel;

import java.util.Optional;
import java.util.OptionalDouble;
import org.afterimage.dicom.data.Tag;

/** What the macros of Enhanced CT images say of a frame (PS3.3 C.8.15.3); for images that are not enhanced, what those say. */
public final class CtFrameAttributes {

    private static final double MICRO = 1000;

    private final FrameAttributes frame;

    CtFrameAttributes(FrameAttributes frame) {
        this.frame = frame;
    }

    /** KVP, the peak voltage of the tube in kV, from the CT X-Ray Details Macro. */
    public OptionalDouble peakVoltage() {
        return frame.decimal(Tag.CT_X_RAY_DETAILS_SEQUENCE, Tag.KVP);
    }

    /** Exposure Time in ms, from the CT Exposure Macro. */
    public OptionalDouble exposureTime() {
        return either(Tag.EXPOSURE_TIME_IN_MS, Tag.EXPOSURE_TIME);
    }

    /** X-Ray Tube Current in mA, from the CT Exposure Macro. */
    public OptionalDouble tubeCurrent() {
        return either(Tag.X_RAY_TUBE_CURRENT_IN_MA, Tag.X_RAY_TUBE_CURRENT);
    }

    /** Exposure in mAs, from the CT Exposure Macro; images that are not enhanced may have it in µAs. */
    public OptionalDouble exposure() {
        OptionalDouble milliampereSeconds = either(Tag.EXPOSURE_IN_MAS, Tag.EXPOSURE);
        if (milliampereSeconds.isPresent()) {
            return milliampereSeconds;
        }
        OptionalDouble micro = frame.decimal(Tag.CT_EXPOSURE_SEQUENCE, Tag.EXPOSURE_IN_UAS);
        return micro.isPresent() ? OptionalDouble.of(micro.getAsDouble() / MICRO) : micro;
    }

    /** CTDIvol in mGy, from the CT Exposure Macro. */
    public OptionalDouble ctdiVol() {
        return frame.decimal(Tag.CT_EXPOSURE_SEQUENCE, Tag.CTDI_VOL);
    }

    /** Convolution Kernel, the first if there are several, from the CT Reconstruction Macro. */
    public Optional<String> convolutionKernel() {
        return frame.string(Tag.CT_RECONSTRUCTION_SEQUENCE, Tag.CONVOLUTION_KERNEL);
    }

    /** The attribute of enhanced images, or else that of the others. */
    private OptionalDouble either(int enhanced, int classic) {
        OptionalDouble value = frame.decimal(Tag.CT_EXPOSURE_SEQUENCE, enhanced);
        return value.isPresent() ? value : frame.decimal(Tag.CT_EXPOSURE_SEQUENCE, classic);
    }
}
