package org.afterimage.evaluate.image;

/** MAE = mean of |y - t|, y the image and t what it should be. */
public final class MeanAbsoluteError implements ImageMeasure {

    @Override
    public String name() {
        return "mae";
    }

    @Override
    public String title() {
        return "Mean absolute error";
    }

    @Override
    public String unit() {
        return "value";
    }

    @Override
    public Better better() {
        return Better.SMALLER;
    }

    @Override
    public double of(Compared compared) {
        return Mean.over(compared, (output, reference) -> Math.abs(output - reference));
    }
}
