package org.afterimage.evaluate;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.afterimage.model.ModelPackage;

/**
 * The thresholds that a package sets itself in {@code configs/acceptance.yaml}: for each figure of the summary, as {@code report.json}
 * names it, the least, the most or both that its mean, median or worst may be.
 *
 * <pre>
 * schema: 1
 * thresholds:
 *   psnr.limited: { mean: { atLeast: 38 } }
 *   difference_left: { mean: { atMost: 0.05 }, worst: { atMost: 0.15 } }
 *   bias: { worst: { atLeast: -1, atMost: 1 } }
 * </pre>
 */
public record Acceptance(List<Threshold> thresholds) {

    private static final String FILE = "configs/acceptance.yaml";
    private static final String LEAST = "atLeast";
    private static final List<String> WAYS = List.of(LEAST, "atMost");
    private static final List<String> STATISTICS = List.of("mean", "median", "worst");

    public Acceptance {
        thresholds = List.copyOf(thresholds);
    }

    /**
     * One bound.
     *
     * @param figure name of the figure
     * @param statistic mean, median or worst
     * @param atLeast whether the bound is the least or the most
     * @param bound the bound
     */
    public record Threshold(String figure, String statistic, boolean atLeast, double bound) {

        /** Whether a value keeps the bound; a value that is no number does not. */
        public boolean isMet(double value) {
            return atLeast ? value >= bound : value <= bound;
        }

        /** The bound in words: {@code mean at least 38}. */
        public String words() {
            return statistic + (atLeast ? " at least " : " at most ") + bound;
        }
    }

    /**
     * Reads a package's thresholds; none when it has no such file.
     *
     * @throws IOException with one sentence if the file is not of this form
     */
    public static Acceptance of(ModelPackage model) throws IOException {
        Path file = model.folder().resolve(FILE);
        if (!Files.isRegularFile(file)) {
            return new Acceptance(List.of());
        }
        JsonNode root = new YAMLMapper().readTree(file.toFile());
        if (root.path("schema").asInt() != 1 || !root.path("thresholds").isObject()) {
            throw malformed("it needs 'schema: 1' and 'thresholds'");
        }
        List<Threshold> found = new ArrayList<>();
        for (Map.Entry<String, JsonNode> figure : root.get("thresholds").properties()) {
            for (Map.Entry<String, JsonNode> bound : figure.getValue().properties()) {
                found.addAll(thresholds(figure.getKey(), bound));
            }
        }
        return new Acceptance(found);
    }

    private static List<Threshold> thresholds(String figure, Map.Entry<String, JsonNode> bounds) throws IOException {
        List<Threshold> found = new ArrayList<>();
        for (Map.Entry<String, JsonNode> bound : bounds.getValue().properties()) {
            if (WAYS.contains(bound.getKey()) && bound.getValue().isNumber()) {
                boolean least = bound.getKey().equals(LEAST);
                found.add(new Threshold(
                        figure, bounds.getKey(), least, bound.getValue().asDouble()));
            }
        }
        boolean valid = STATISTICS.contains(bounds.getKey())
                && !found.isEmpty()
                && found.size() == bounds.getValue().size();
        if (!valid) {
            throw malformed("'" + figure + "' needs mean, median or worst, and in it a number atLeast, atMost or both");
        }
        return found;
    }

    private static IOException malformed(String why) {
        return new IOException("The file " + FILE + " of the model can't be used: " + why + ".");
    }
}
