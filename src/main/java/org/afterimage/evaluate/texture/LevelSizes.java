package org.afterimage.evaluate.texture;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * How many things of a size a grey level has: runs of a length, zones of a size, or voxels with a number of like neighbours. These
 * matrices have most of their features in common (IBSI manual 3.7, 3.8 and 3.11).
 */
final class LevelSizes {

    private record Cell(int level, int size) {}

    private final Map<Cell, Integer> counts = new HashMap<>();
    private int total;

    void add(int level, int size) {
        counts.merge(new Cell(level, size), 1, Integer::sum);
        total++;
    }

    private interface Term {
        double of(double level, double size);
    }

    private double expected(Term term) {
        double sum = 0;
        for (Map.Entry<Cell, Integer> cell : counts.entrySet()) {
            sum += cell.getValue()
                    * term.of(cell.getKey().level(), cell.getKey().size());
        }
        return sum / total;
    }

    /**
     * The features.
     *
     * @param most how many things there would be if each were as small as it can be, for the percentage
     */
    Map<String, Double> features(double most) {
        Map<Integer, Integer> byLevel = new HashMap<>();
        Map<Integer, Integer> bySize = new HashMap<>();
        counts.forEach((cell, count) -> {
            byLevel.merge(cell.level(), count, Integer::sum);
            bySize.merge(cell.size(), count, Integer::sum);
        });
        double meanLevel = expected((i, j) -> i);
        double meanSize = expected((i, j) -> j);
        Map<String, Double> found = new LinkedHashMap<>();
        found.put("short_emphasis", expected((i, j) -> 1 / (j * j)));
        found.put("long_emphasis", expected((i, j) -> j * j));
        found.put("low_grey_emphasis", expected((i, j) -> 1 / (i * i)));
        found.put("high_grey_emphasis", expected((i, j) -> i * i));
        found.put("short_low_emphasis", expected((i, j) -> 1 / (i * i * j * j)));
        found.put("short_high_emphasis", expected((i, j) -> i * i / (j * j)));
        found.put("long_low_emphasis", expected((i, j) -> j * j / (i * i)));
        found.put("long_high_emphasis", expected((i, j) -> i * i * j * j));
        found.put("grey_non_uniformity", squares(byLevel) / total);
        found.put("grey_non_uniformity_normalised", squares(byLevel) / total / total);
        found.put("size_non_uniformity", squares(bySize) / total);
        found.put("size_non_uniformity_normalised", squares(bySize) / total / total);
        found.put("percentage", total / most);
        found.put("grey_variance", expected((i, j) -> (i - meanLevel) * (i - meanLevel)));
        found.put("size_variance", expected((i, j) -> (j - meanSize) * (j - meanSize)));
        found.put("entropy", Entropy.of(probabilities()));
        return found;
    }

    /** Sum of the squared probabilities (dependence count energy, IBSI CAS9). */
    double energy() {
        double sum = 0;
        for (double p : probabilities()) {
            sum += p * p;
        }
        return sum;
    }

    private double[] probabilities() {
        return counts.values().stream()
                .mapToDouble(count -> count / (double) total)
                .toArray();
    }

    private static double squares(Map<Integer, Integer> marginal) {
        return marginal.values().stream()
                .mapToDouble(count -> (double) count * count)
                .sum();
    }
}
