package org.afterimage.synthesize;

import org.afterimage.dicom.pixel.PixelFormat;
import org.afterimage.model.BoneSuppressionSettings;

/** Takes an estimate of bone away from stored values, inside the lung only. */
final class BoneSubtraction {

    private final PixelFormat format;
    private final PaddingRange padding;
    private final GreyRange range;
    private final LungWeight weight;

    BoneSubtraction(PixelFormat format, PaddingRange padding, GreyRange range, BoneSuppressionSettings.Output output) {
        this.format = format;
        this.padding = padding;
        this.range = range;
        this.weight = LungWeight.of(output);
    }

    /** Where the image may change: where the weight of the lung is above 0, and there is image at all. */
    boolean[] region(int[] source, Plane lung) {
        boolean[] region = new boolean[source.length];
        for (int i = 0; i < source.length; i++) {
            region[i] = weight.at(lung.data()[i]) > 0 && !padding.contains(source[i]);
        }
        return region;
    }

    /** The stored values without bone; outside the region they are the source's own. */
    int[] subtract(int[] source, Plane bone, Plane lung, boolean[] region) {
        int[] result = source.clone();
        float unit = (float) range.unit(); // negative for MONOCHROME1, where taking bone away raises the stored value
        for (int i = 0; i < result.length; i++) {
            float estimate = bone.data()[i];
            if (region[i] && estimate > 0) {
                result[i] = storable(source[i] - estimate * weight.at(lung.data()[i]) * unit, source[i]);
            }
        }
        return result;
    }

    /** Rounds, and keeps within Bits Stored and out of the padding range, where the pixel would be taken for no image. */
    private int storable(float value, int source) {
        int rounded = (int) Math.floor(value + 0.5f);
        int clamped = Math.min(format.maximum(), Math.max(format.minimum(), rounded));
        if (!padding.contains(clamped)) {
            return clamped;
        }
        return source > padding.high() ? padding.high() + 1 : padding.low() - 1;
    }
}
