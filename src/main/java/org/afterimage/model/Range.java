package org.afterimage.model;

import java.math.BigDecimal;

/**
 * A range of numbers, both ends included.
 *
 * @param minimum the least
 * @param maximum the most
 */
public record Range(double minimum, double maximum) {

    /** Every number. */
    public static final Range ANY = new Range(Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY);

    /** Zero alone. */
    public static final Range ZERO = new Range(0, 0);

    /**
     * @throws IllegalArgumentException if the ends are not numbers in their order
     */
    public Range {
        if (!(minimum <= maximum)) {
            throw new IllegalArgumentException("there is no range from " + minimum + " to " + maximum);
        }
    }

    /** Whether a number lies in it; NaN lies in none. */
    public boolean contains(double value) {
        return value >= minimum && value <= maximum;
    }

    /** {@code 0.4 to 1}, for people. */
    @Override
    public String toString() {
        return plain(minimum) + " to " + plain(maximum);
    }

    private static String plain(double value) {
        return Double.isInfinite(value)
                ? "any"
                : BigDecimal.valueOf(value).stripTrailingZeros().toPlainString();
    }
}
