package org.afterimage.infer;

import java.util.Locale;
import java.util.Map;
import org.afterimage.model.ModelPackage;

/**
 * The answer of an engine beside that of the reference, for the same input.
 *
 * @param difference the greatest difference in an output, as a part of the greatest magnitude in the reference's output; NaN when either has a
 *     value that is no number
 * @param bound up to which the model's manifest allows it
 */
public record EngineComparison(double difference, double bound) {

    private static final int PROBE_SIZE = 256; // of free dimensions

    /**
     * Runs both.
     *
     * @param bound that the answer must keep
     * @throws InferenceException if one of them fails
     */
    static EngineComparison of(ModelPackage model, LoadedModel reference, LoadedModel other, double bound)
            throws InferenceException {
        Map<String, Tensor> input = ProbeInput.of(model, PROBE_SIZE);
        Map<String, Tensor> expected = reference.run(input);
        Map<String, Tensor> actual = other.run(input);
        double largest = 0;
        for (Map.Entry<String, Tensor> output : expected.entrySet()) {
            double difference = difference(
                    output.getValue().data(), actual.get(output.getKey()).data());
            largest = Double.isNaN(difference) ? difference : Math.max(largest, difference); // max keeps NaN
        }
        return new EngineComparison(largest, bound);
    }

    /** The greatest difference of two arrays as a part of the first one's greatest magnitude. */
    static double difference(float[] expected, float[] actual) {
        double magnitude = 0;
        double difference = 0;
        for (int i = 0; i < expected.length; i++) {
            magnitude = Math.max(magnitude, Math.abs(expected[i]));
            difference = Math.max(difference, Math.abs((double) expected[i] - actual[i])); // NaN if either is
        }
        return difference == 0 ? 0 : difference / Math.max(magnitude, Float.MIN_NORMAL);
    }

    /** Whether the bound is kept; what is no number keeps none. */
    public boolean agrees() {
        return difference <= bound;
    }

    /** What was measured, without a full stop. */
    public String sentence() {
        return String.format(
                Locale.ROOT,
                "%s the CPU: greatest difference %.2g of the output's largest value, %.2g allowed",
                agrees() ? "agrees with" : "differs from",
                difference,
                bound);
    }
}
