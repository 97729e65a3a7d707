package org.afterimage.infer.tensorrt;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.afterimage.model.ModelManifest;
import org.afterimage.model.PlaneShape;

/**
 * The shapes for which a plan is built (TensorRT's optimization profile): batches of 1 to N, and sides from the least to the greatest where the
 * network leaves them free.
 *
 * @param inputs in the order of the manifest
 */
public record ShapeProfile(List<Input> inputs) {

    /**
     * The shapes of one input, batch first.
     *
     * @param name of the tensor
     * @param least the smallest that may come
     * @param usual the one for which the plan is made fastest
     * @param greatest the largest that may come
     */
    public record Input(String name, List<Integer> least, List<Integer> usual, List<Integer> greatest) {
        public Input {
            least = List.copyOf(least);
            usual = List.copyOf(usual);
            greatest = List.copyOf(greatest);
        }

        /** Whether a tensor may have this shape. */
        boolean takes(int... shape) {
            if (shape.length != least.size()) {
                return false;
            }
            for (int i = 0; i < shape.length; i++) {
                if (shape[i] < least.get(i) || shape[i] > greatest.get(i)) {
                    return false;
                }
            }
            return true;
        }

        @Override
        public String toString() {
            return name + least + usual + greatest;
        }
    }

    public ShapeProfile {
        inputs = List.copyOf(inputs);
    }

    /**
     * The profile of a network.
     *
     * @param batch the largest batch
     * @param sides of free dimensions: least, usual, greatest
     */
    static ShapeProfile of(ModelManifest.Network network, int batch, int... sides) {
        List<Input> inputs = new ArrayList<>();
        for (Map.Entry<String, PlaneShape> input : network.inputs().entrySet()) {
            PlaneShape shape = input.getValue();
            inputs.add(new Input(
                    input.getKey(),
                    batched(1, shape.withFree(sides[0])),
                    batched(1, shape.withFree(sides[1])),
                    batched(batch, shape.withFree(sides[2]))));
        }
        return new ShapeProfile(inputs);
    }

    private static List<Integer> batched(int batch, PlaneShape shape) {
        return List.of(batch, shape.channels(), shape.rows(), shape.columns());
    }

    /**
     * Refuses a shape for which the plan was not built.
     *
     * @throws IllegalArgumentException that says which would do
     */
    public void require(String name, int... shape) {
        Input input = inputs.stream()
                .filter(one -> one.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("there is no input '" + name + "'"));
        if (!input.takes(shape)) {
            throw new IllegalArgumentException("the input '" + name + "' has the shape " + Arrays.toString(shape)
                    + "; the plan was built for " + input.least() + " to " + input.greatest());
        }
    }

    /** One line that is different for each profile. */
    public String canonical() {
        return inputs.stream().map(Input::toString).collect(Collectors.joining(" "));
    }
}
