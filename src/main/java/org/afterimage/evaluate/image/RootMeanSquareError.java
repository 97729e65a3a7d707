package org.afterimage.evaluate.image;

/** RMSE = square root of the mean of (y - t)². */
public final class RootMeanSquareError implements ImageMeasure {

    @Override
    public String name() {
        return "rmse";
    }

    @Override
    public String title() {
        return "Root mean square error";
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
        return Math.sqrt(Mean.over(compared, (output, reference) -> (output - reference) * (output - reference)));
    }
}
