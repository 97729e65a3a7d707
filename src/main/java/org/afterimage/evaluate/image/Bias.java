package org.afterimage.evaluate.image;

/** Bias = mean of y - t: whether the image as a whole is too bright or too dark. */
public final class Bias implements ImageMeasure {

    @Override
    public String name() {
        return "bias";
    }

    @Override
    public String title() {
        return "Bias";
    }

    @Override
    public String unit() {
        return "value";
    }

    @Override
    public Better better() {
        return Better.NEARER_TO_ZERO;
    }

    @Override
    public double of(Compared compared) {
        return Mean.over(compared, (output, reference) -> output - reference);
    }
}
