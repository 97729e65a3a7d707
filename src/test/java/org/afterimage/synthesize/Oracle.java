package org.afterimage.synthesize;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;

/** Inputs with the answers of the Python references, from {@code src/test/resources/oracles}. */
public record Oracle(Path folder, JsonNode figures) {

    public static Oracle of(String name) throws IOException {
        Path folder = Path.of("src/test/resources/oracles", name);
        return new Oracle(
                folder,
                new ObjectMapper().readTree(folder.resolve("oracle.json").toFile()));
    }

    /** An array, row-major. */
    public float[] array(String name) throws IOException {
        ByteBuffer bytes = ByteBuffer.wrap(Files.readAllBytes(folder.resolve(name + ".f32")))
                .order(ByteOrder.LITTLE_ENDIAN);
        float[] values = new float[bytes.remaining() / Float.BYTES];
        bytes.asFloatBuffer().get(values);
        return values;
    }

    /** A size of an array. */
    public int size(String array, int dimension) {
        return figures.path("arrays").path(array).path(dimension).asInt();
    }

    /** A measure that gates are held against. */
    public double gate(String name) {
        return figures.path("gates").path(name).asDouble(Double.NaN);
    }
}
