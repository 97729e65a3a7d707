package org.afterimage.infer;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.afterimage.model.ModelPackage;
import org.afterimage.model.PlaneShape;

/**
 * The input with which engines are compared: in each tensor waves of several lengths and fixed grain, from 0.25 to 1. That is an ordinary grey
 * value after normalisation, and an ordinary number of millimetres. The same on every machine.
 */
final class ProbeInput {

    private ProbeInput() {}

    /**
     * An input of a model.
     *
     * @param free the size that free dimensions get
     */
    static Map<String, Tensor> of(ModelPackage model, int free) {
        Map<String, Tensor> inputs = new HashMap<>();
        model.manifest().model().inputs().forEach((name, declared) -> {
            PlaneShape shape = declared.withFree(free);
            inputs.put(name, new Tensor(pattern(shape), 1, shape.channels(), shape.rows(), shape.columns()));
        });
        return inputs;
    }

    /** The same with the values of images in reverse order. */
    static Map<String, Tensor> turned(Map<String, Tensor> input, Set<String> images) {
        Map<String, Tensor> turned = new HashMap<>(input);
        for (String name : images) {
            float[] values = input.get(name).data();
            float[] reversed = new float[values.length];
            for (int i = 0; i < values.length; i++) {
                reversed[i] = values[values.length - 1 - i];
            }
            turned.put(name, new Tensor(reversed, input.get(name).shape()));
        }
        return turned;
    }

    private static float[] pattern(PlaneShape shape) {
        float[] values = new float[shape.size()];
        long grain = 42;
        for (int i = 0; i < values.length; i++) {
            int column = i % shape.columns();
            int row = i / shape.columns() % shape.rows();
            int channel = i / shape.columns() / shape.rows();
            grain = grain * 6364136223846793005L + 1442695040888963407L; // Knuth, MMIX
            double noise = (grain >>> 40) / (double) (1 << 24);
            double waves = Math.sin(0.05 * row + channel) + Math.sin(0.11 * column) + Math.sin(0.7 * (row - column));
            values[i] = (float) (0.25 + 0.75 * (0.8 * (waves + 3) / 6 + 0.2 * noise));
        }
        return values;
    }
}
