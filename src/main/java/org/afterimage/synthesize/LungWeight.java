package org.afterimage.synthesize;

import org.afterimage.model.BoneSuppressionSettings;

/**
 * How much of an estimate counts where the network finds lung with some probability.
 *
 * @param threshold probability at and below which nothing counts
 * @param feather width, in probability, of the step from nothing to all
 */
public record LungWeight(float threshold, float feather) {

    public static LungWeight of(BoneSuppressionSettings.Output output) {
        return new LungWeight((float) output.lungThreshold(), (float) output.feather());
    }

    /** 0 at and below the threshold, 1 from threshold + feather on, with no corner between (3 t^2 - 2 t^3); 0 for no number. */
    public float at(float lung) {
        float t = (lung - threshold) / feather;
        if (!(t > 0)) {
            return 0;
        }
        return t >= 1 ? 1 : t * t * (3 - 2 * t);
    }
}
