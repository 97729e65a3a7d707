package org.afterimage.bench;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;
import org.afterimage.infer.Tensor;
import org.afterimage.model.ModelPackage;
import org.afterimage.model.PlaneShape;

/**
 * One image of noise for a network, here and as files for Python.
 *
 * @param tensors by name
 */
record InferInput(Map<String, Tensor> tensors) {

    /** Values from 0.25 to 1: grey values after normalisation, and millimetres. */
    static InferInput of(ModelPackage model, int size) {
        Random random = new Random(11);
        Map<String, Tensor> tensors = new LinkedHashMap<>();
        model.manifest().model().inputs().forEach((name, declared) -> {
            PlaneShape shape = declared.withFree(size);
            float[] data = new float[shape.size()];
            for (int i = 0; i < data.length; i++) {
                data[i] = 0.25f + 0.75f * random.nextFloat();
            }
            tensors.put(name, new Tensor(data, 1, shape.channels(), shape.rows(), shape.columns()));
        });
        return new InferInput(tensors);
    }

    /** Writes the tensors and gives the words by which Python finds them. */
    String write(Path folder) throws IOException {
        StringBuilder words = new StringBuilder();
        for (Map.Entry<String, Tensor> tensor : tensors.entrySet()) {
            Path file = folder.resolve("input-" + tensor.getKey() + ".f32");
            float[] data = tensor.getValue().data();
            ByteBuffer bytes = ByteBuffer.allocate(data.length * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
            bytes.asFloatBuffer().put(data);
            Files.write(file, bytes.array());
            words.append(' ').append(tensor.getKey()).append('=').append(file).append(':');
            words.append(Arrays.stream(tensor.getValue().shape())
                    .mapToObj(Integer::toString)
                    .collect(Collectors.joining("x")));
        }
        return words.toString();
    }

    /** The greatest difference of answers from those in files, as a part of the greatest magnitude. */
    double difference(Map<String, Tensor> answers, Path folder) throws IOException {
        double greatest = 0;
        for (Map.Entry<String, Tensor> answer : answers.entrySet()) {
            FloatBuffer other = ByteBuffer.wrap(Files.readAllBytes(folder.resolve(answer.getKey() + ".f32")))
                    .order(ByteOrder.LITTLE_ENDIAN)
                    .asFloatBuffer();
            float[] own = answer.getValue().data();
            double magnitude = 0;
            double difference = 0;
            for (int i = 0; i < own.length; i++) {
                magnitude = Math.max(magnitude, Math.abs(own[i]));
                difference = Math.max(difference, Math.abs((double) own[i] - other.get(i)));
            }
            greatest = Math.max(greatest, difference / magnitude);
        }
        return greatest;
    }

    /** {@code image 1 x 512 x 512}. */
    @Override
    public String toString() {
        return tensors.entrySet().stream()
                .map(tensor -> tensor.getKey() + " "
                        + Arrays.stream(tensor.getValue().shape())
                                .skip(1)
                                .mapToObj(Integer::toString)
                                .collect(Collectors.joining(" x ")))
                .collect(Collectors.joining(", "));
    }
}
