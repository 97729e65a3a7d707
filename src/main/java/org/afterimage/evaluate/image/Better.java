package org.afterimage.evaluate.image;

import java.util.Arrays;
import java.util.Comparator;
import java.util.function.DoubleUnaryOperator;

/** Which way a figure is better. */
public enum Better {
    /** Larger figures are better. */
    LARGER(value -> -value),
    /** Smaller figures are better. */
    SMALLER(value -> value),
    /** Figures nearer to 0 are better. */
    NEARER_TO_ZERO(Math::abs);

    private final DoubleUnaryOperator badness;

    Better(DoubleUnaryOperator badness) {
        this.badness = badness;
    }

    /** From the best to the worst. */
    public Comparator<Double> fromBest() {
        return Comparator.comparingDouble(badness::applyAsDouble);
    }

    /** The worst of the values that are numbers; not a number when none is. */
    public double worst(double... values) {
        return Arrays.stream(values)
                .filter(value -> !Double.isNaN(value))
                .boxed()
                .max(fromBest())
                .orElse(Double.NaN);
    }
}
