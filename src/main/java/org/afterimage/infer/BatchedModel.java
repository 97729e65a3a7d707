package org.afterimage.infer;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.afterimage.model.ModelManifest;

/** A network that is given several images in one run, where its engine gains by it. What each image answers does not depend on the others. */
public final class BatchedModel {

    private final LoadedModel network;
    private final Set<String> images;

    /**
     * @param network ready to run
     * @param declared what its manifest says of its tensors
     */
    public BatchedModel(LoadedModel network, ModelManifest.Network declared) {
        this.network = network;
        this.images = new LinkedHashSet<>(declared.imageInputs());
    }

    /**
     * How many inputs like this one are best run together.
     *
     * @param input of one image
     */
    public int most(Map<String, Tensor> input) {
        return images.stream()
                .filter(input::containsKey)
                .map(name -> input.get(name).shape())
                .mapToInt(shape -> network.batchOf(shape[2], shape[3]))
                .min()
                .orElse(1);
    }

    /** Whether two images can be run together: they have one size, and what does not belong to an image, such as the spacing, is the same. */
    public boolean together(Map<String, Tensor> one, Map<String, Tensor> other) {
        return one.keySet().equals(other.keySet())
                && one.keySet().stream()
                        .allMatch(name -> images.contains(name)
                                ? Arrays.equals(
                                        one.get(name).shape(), other.get(name).shape())
                                : one.get(name).equals(other.get(name)));
    }

    /**
     * Runs the network once.
     *
     * @param inputs of images of which each can be run with the first, at least one; each of a batch of 1
     * @return the answers in the same order, each of a batch of 1
     * @throws InferenceException as {@link LoadedModel#run} does
     */
    public List<Map<String, Tensor>> run(List<Map<String, Tensor>> inputs) throws InferenceException {
        if (inputs.size() == 1) {
            return List.of(network.run(inputs.get(0)));
        }
        Map<String, Tensor> batch = new HashMap<>(inputs.get(0));
        for (String name : images) {
            batch.put(name, joined(inputs.stream().map(input -> input.get(name)).toList()));
        }
        Map<String, Tensor> answers = network.run(batch);
        List<Map<String, Tensor>> single = new ArrayList<>();
        for (int image = 0; image < inputs.size(); image++) {
            Map<String, Tensor> answer = new HashMap<>();
            for (Map.Entry<String, Tensor> output : answers.entrySet()) {
                answer.put(output.getKey(), part(output.getValue(), image));
            }
            single.add(answer);
        }
        return single;
    }

    private static Tensor joined(List<Tensor> tensors) {
        int size = tensors.get(0).data().length;
        float[] data = new float[Math.multiplyExact(size, tensors.size())];
        for (int i = 0; i < tensors.size(); i++) {
            System.arraycopy(tensors.get(i).data(), 0, data, i * size, size);
        }
        int[] shape = tensors.get(0).shape().clone();
        shape[0] = tensors.size();
        return new Tensor(data, shape);
    }

    private static Tensor part(Tensor batch, int image) {
        int[] shape = batch.shape().clone();
        int size = batch.data().length / shape[0];
        shape[0] = 1;
        return new Tensor(Arrays.copyOfRange(batch.data(), image * size, (image + 1) * size), shape);
    }
}
