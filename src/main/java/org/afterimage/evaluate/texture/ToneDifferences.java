package org.afterimage.evaluate.texture;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Neighbourhood grey tone difference matrix (Amadasun and King, IEEE Trans. SMC 19:1264, 1989; IBSI IPET, manual 3.10): how far a
 * level is from the mean of its neighbours, at Chebyshev distance 1. Voxels without a neighbour are left out.
 */
final class ToneDifferences {

    /** Coarseness of a region without any difference, where the formula divides by nothing (IBSI manual 3.10.1). */
    private static final double COARSEST = 1e6;

    private final double[] p;
    private final double[] s;
    private final double voxels;

    private ToneDifferences(double[] p, double[] s, double voxels) {
        this.p = p;
        this.s = s;
        this.voxels = voxels;
    }

    static Map<String, Double> of(GreyLevels grey) {
        List<GreyLevels.Direction> neighbours = grey.neighbours();
        double[] counts = new double[grey.highest() + 1];
        double[] differences = new double[counts.length];
        double[] voxels = {0};
        grey.forEach((column, row, slice, level) -> {
            int sum = 0;
            int number = 0;
            for (GreyLevels.Direction step : neighbours) {
                int other = grey.neighbour(column, row, slice, step);
                sum += other;
                number += other > 0 ? 1 : 0;
            }
            if (number > 0) {
                counts[level]++;
                differences[level] += Math.abs(level - sum / (double) number);
                voxels[0]++;
            }
        });
        if (voxels[0] == 0) {
            return Map.of();
        }
        for (int i = 0; i < counts.length; i++) {
            counts[i] /= voxels[0];
        }
        return new ToneDifferences(counts, differences, voxels[0]).features();
    }

    private interface Term {
        double of(int i, int j);
    }

    /** The sum of a term over all pairs of levels that occur. */
    private double pairs(Term term) {
        double sum = 0;
        for (int i = 1; i < p.length; i++) {
            for (int j = 1; j < p.length; j++) {
                if (p[i] > 0 && p[j] > 0) {
                    sum += term.of(i, j);
                }
            }
        }
        return sum;
    }

    private Map<String, Double> features() {
        double weighted = 0;
        double differences = 0;
        int present = 0;
        for (int i = 1; i < p.length; i++) {
            weighted += p[i] * s[i];
            differences += s[i];
            present += p[i] > 0 ? 1 : 0;
        }
        double spread = pairs((i, j) -> p[i] * p[j] * (i - j) * (i - j));
        double busy = pairs((i, j) -> Math.abs(i * p[i] - j * p[j]));
        Map<String, Double> found = new LinkedHashMap<>();
        found.put("coarseness", weighted > 0 ? 1 / weighted : COARSEST);
        found.put("contrast", present > 1 ? spread / ((double) present * (present - 1)) * differences / voxels : 0);
        found.put("busyness", busy > 0 ? weighted / busy : 0);
        found.put(
                "complexity", pairs((i, j) -> Math.abs(i - j) * (p[i] * s[i] + p[j] * s[j]) / (p[i] + p[j])) / voxels);
        found.put("strength", differences > 0 ? pairs((i, j) -> (p[i] + p[j]) * (i - j) * (i - j)) / differences : 0);
        return found;
    }
}
