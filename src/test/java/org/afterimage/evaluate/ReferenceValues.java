package org.afterimage.evaluate;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.afterimage.synthesize.Plane;

/** What scikit-image, SciPy and NumPy computed: src/test/python/metric_reference.py. */
public final class ReferenceValues {

    private final JsonNode values;

    private ReferenceValues(JsonNode values) {
        this.values = values;
    }

    /** Reads them. */
    public static ReferenceValues load() {
        try (InputStream in = resource("reference-values.json")) {
            return new ReferenceValues(new ObjectMapper().readTree(in));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** One of the two images. */
    public static Plane image(String name) {
        try (InputStream in = resource(name + ".txt")) {
            List<String[]> rows = new String(in.readAllBytes(), StandardCharsets.US_ASCII)
                    .lines()
                    .map(line -> line.trim().split(" "))
                    .toList();
            float[] data = new float[rows.size() * rows.get(0).length];
            int i = 0;
            for (String[] row : rows) {
                for (String value : row) {
                    data[i++] = Float.parseFloat(value);
                }
            }
            return new Plane(data, rows.size(), rows.get(0).length);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public JsonNode node(String name) {
        return values.required(name);
    }

    public double number(String name) {
        return node(name).asDouble();
    }

    public double[] numbers(String name) {
        return numbers(node(name));
    }

    public List<double[]> vectors(String name) {
        List<double[]> vectors = new ArrayList<>();
        node(name).forEach(vector -> vectors.add(numbers(vector)));
        return vectors;
    }

    private static double[] numbers(JsonNode array) {
        double[] numbers = new double[array.size()];
        for (int i = 0; i < numbers.length; i++) {
            numbers[i] = array.get(i).asDouble();
        }
        return numbers;
    }

    private static InputStream resource(String name) {
        return ReferenceValues.class.getResourceAsStream("/org/afterimage/evaluate/" + name);
    }
}
