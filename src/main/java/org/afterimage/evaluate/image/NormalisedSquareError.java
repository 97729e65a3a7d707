package org.afterimage.evaluate.image;

/** NMSE = sum of (y - t)² over sum of t² (Zbontar et al., arXiv:1811.08839). It depends on where the values' zero lies. */
public final class NormalisedSquareError implements ImageMeasure {

    @Override
    public String name() {
        return "nmse";
    }

    @Override
    public String title() {
        return "Normalised mean square error";
    }

    @Override
    public String unit() {
        return "";
    }

    @Override
    public Better better() {
        return Better.SMALLER;
    }

    @Override
    public double of(Compared compared) {
        return Mean.over(compared, (output, reference) -> (output - reference) * (output - reference))
                / Mean.over(compared, (output, reference) -> reference * reference);
    }
}
