package org.afterimage.infer;

import java.util.ArrayList;
import java.util.List;
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
     * Runs both, the other with as many images at once as it is given at work.
     *
     * @param bound that the answer must keep
     * @throws InferenceException if one of them fails
     */
    static EngineComparison of(ModelPackage model, LoadedModel reference, LoadedModel other, double bound)
            throws InferenceException {
        BatchedModel batched = new BatchedModel(other, model.manifest().model());
        Map<String, Tensor> input = ProbeInput.of(model, PROBE_SIZE);
        Map<String, Tensor> turned =
                ProbeInput.turned(input, model.manifest().model().imageInputs());
        List<Map<String, Tensor>> batch = new ArrayList<>();
        for (int image = 0; image < batched.most(input); image++) {
            batch.add(image % 2 == 0 ? input : turned); // two kinds, so that a mixed-up batch does not pass
        }
        List<Map<String, Tensor>> expected = new ArrayList<>(List.of(reference.run(input)));
        if (batch.size() > 1) {
            expected.add(reference.run(turned));
        }
        List<Map<String, Tensor>> actual = batched.run(batch);
        double largest = 0;
        for (int image = 0; image < batch.size(); image++) {
            double difference = difference(expected.get(image % 2), actual.get(image));
            largest = Math.max(largest, difference); // NaN if either is
        }
        return new EngineComparison(largest, bound);
    }

    private static double difference(Map<String, Tensor> expected, Map<String, Tensor> actual) {
        double largest = 0;
        for (Map.Entry<String, Tensor> output : expected.entrySet()) {
            double difference = difference(
                    output.getValue().data(), actual.get(output.getKey()).data());
            largest = Math.max(largest, difference); // NaN if either is
        }
        return largest;
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
