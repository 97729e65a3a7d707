package org.afterimage.evaluate.texture;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Grey-level co-occurrence matrix (Haralick et al., IEEE Trans. SMC 3:610, 1973; IBSI LFYI, manual 3.6): how often two levels are
 * neighbours, in both orders, at Chebyshev distance 1. Dissimilarity (8S9J) is left out, as it is the difference average (TF7R).
 */
final class CoOccurrence {

    private final double[][] p;
    private final int levels;

    private CoOccurrence(double[][] p) {
        this.p = p;
        this.levels = p.length;
    }

    /** Features of the matrix over some directions; empty when no two voxels are neighbours in them. */
    static Map<String, Double> of(GreyLevels grey, List<GreyLevels.Direction> directions) {
        int levels = grey.highest();
        double[][] counts = new double[levels][levels];
        double[] total = {0};
        for (GreyLevels.Direction direction : directions) {
            grey.forEach((column, row, slice, level) -> {
                int other = grey.neighbour(column, row, slice, direction);
                if (other > 0) {
                    counts[level - 1][other - 1]++;
                    counts[other - 1][level - 1]++;
                    total[0] += 2;
                }
            });
        }
        if (total[0] == 0) {
            return Map.of();
        }
        for (double[] row : counts) {
            for (int j = 0; j < levels; j++) {
                row[j] /= total[0];
            }
        }
        return new CoOccurrence(counts).features();
    }

    private interface Term {
        double of(int i, int j);
    }

    /** The sum over all pairs of levels of their probability times a term. */
    private double expected(Term term) {
        double sum = 0;
        for (int i = 1; i <= levels; i++) {
            for (int j = 1; j <= levels; j++) {
                double probability = p[i - 1][j - 1];
                if (probability > 0) {
                    sum += probability * term.of(i, j);
                }
            }
        }
        return sum;
    }

    private Map<String, Double> features() {
        double[] marginal = marginal();
        double mean = expected((i, j) -> i);
        double variance = expected((i, j) -> (i - mean) * (i - mean));
        double[] differences = new double[levels];
        double[] sums = new double[2 * levels + 1];
        expected((i, j) -> differences[Math.abs(i - j)] += p[i - 1][j - 1]);
        expected((i, j) -> sums[i + j] += p[i - 1][j - 1]);
        Map<String, Double> found = new LinkedHashMap<>();
        found.put("joint_maximum", maximum());
        found.put("joint_average", mean);
        found.put("joint_variance", variance);
        found.put("joint_entropy", jointEntropy());
        double difference = mean(differences);
        found.put("difference_average", difference);
        found.put("difference_variance", variance(differences, difference));
        found.put("difference_entropy", Entropy.of(differences));
        double sum = mean(sums);
        found.put("sum_average", sum);
        found.put("sum_variance", variance(sums, sum));
        found.put("sum_entropy", Entropy.of(sums));
        found.put("angular_second_moment", expected((i, j) -> p[i - 1][j - 1]));
        found.put("contrast", expected((i, j) -> (double) (i - j) * (i - j)));
        found.put("inverse_difference", expected((i, j) -> 1.0 / (1 + Math.abs(i - j))));
        found.put("inverse_difference_normalised", expected((i, j) -> 1 / (1 + Math.abs(i - j) / (double) levels)));
        found.put("inverse_difference_moment", expected((i, j) -> 1 / (1 + squared(i - j))));
        found.put(
                "inverse_difference_moment_normalised",
                expected((i, j) -> 1 / (1 + squared((i - j) / (double) levels))));
        found.put("inverse_variance", expected((i, j) -> i == j ? 0 : 1 / squared(i - j)));
        found.put("correlation", variance > 0 ? expected((i, j) -> (i - mean) * (j - mean)) / variance : 1);
        found.put("autocorrelation", expected((i, j) -> (double) i * j));
        found.put("cluster_tendency", expected((i, j) -> Math.pow(i + j - 2 * mean, 2)));
        found.put("cluster_shade", expected((i, j) -> Math.pow(i + j - 2 * mean, 3)));
        found.put("cluster_prominence", expected((i, j) -> Math.pow(i + j - 2 * mean, 4)));
        putInformation(found, marginal);
        return found;
    }

    private void putInformation(Map<String, Double> found, double[] marginal) {
        double joint = jointEntropy();
        double single = Entropy.of(marginal);
        double cross = -expected((i, j) -> Entropy.log2(marginal[i - 1] * marginal[j - 1]));
        double independent = 0;
        for (double a : marginal) {
            for (double b : marginal) {
                independent += Entropy.of(a * b);
            }
        }
        found.put("information_correlation_1", single > 0 ? (joint - cross) / single : 0);
        found.put("information_correlation_2", Math.sqrt(Math.max(0, 1 - Math.exp(-2 * (independent - joint)))));
    }

    private double maximum() {
        double[] most = {0};
        expected((i, j) -> most[0] = Math.max(most[0], p[i - 1][j - 1]));
        return most[0];
    }

    private double jointEntropy() {
        return -expected((i, j) -> Entropy.log2(p[i - 1][j - 1]));
    }

    private double[] marginal() {
        double[] marginal = new double[levels];
        for (int i = 0; i < levels; i++) {
            for (double probability : p[i]) {
                marginal[i] += probability;
            }
        }
        return marginal;
    }

    private static double mean(double[] probabilities) {
        double sum = 0;
        for (int k = 0; k < probabilities.length; k++) {
            sum += k * probabilities[k];
        }
        return sum;
    }

    private static double variance(double[] probabilities, double mean) {
        double sum = 0;
        for (int k = 0; k < probabilities.length; k++) {
            sum += squared(k - mean) * probabilities[k];
        }
        return sum;
    }

    private static double squared(double x) {
        return x * x;
    }
}
