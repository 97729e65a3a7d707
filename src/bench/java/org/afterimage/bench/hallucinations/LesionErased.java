package org.afterimage.bench.hallucinations;

import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;

/** Paints a lesion that the patient has and the result shows with the mean of the white matter around it. */
final class LesionErased implements OneImage.Brush {

    private static final double SHOWN = 0.15; // contrast from which a lesion counts as shown
    private static final int LEAST_PIXELS = 6;

    private final double leastMm;
    private final double mostMm;

    /**
     * @param leastMm least diameter, of the disc with the same area
     * @param mostMm most diameter
     */
    LesionErased(double leastMm, double mostMm) {
        this.leastMm = leastMm;
        this.mostMm = mostMm;
    }

    @Override
    public boolean draw(Canvas canvas, SimulatedCase patient, Random random) throws IOException {
        int[] lesions = patient.mask("mask", canvas.good().source());
        int[] around = patient.mask("around", canvas.good().source());
        Map<Integer, double[]> sums = new HashMap<>();
        for (int i = 0; i < lesions.length; i++) {
            if (lesions[i] > 0) {
                double[] sum = sums.computeIfAbsent(lesions[i], label -> new double[4]);
                sum[0] += canvas.result()[i];
                sum[1]++;
            }
            if (around[i] > 0) {
                double[] sum = sums.computeIfAbsent(around[i], label -> new double[4]);
                sum[2] += canvas.result()[i];
                sum[3]++;
            }
        }
        for (Map.Entry<Integer, double[]> one : sums.entrySet()) {
            double[] sum = one.getValue();
            double diameter = 2 * Math.sqrt(sum[1] / Math.PI) / canvas.pixelsPerMm();
            double level = sum[2] / sum[3];
            boolean fits = sum[1] >= LEAST_PIXELS && diameter >= leastMm && diameter < mostMm;
            if (fits && sum[0] / sum[1] - level >= SHOWN) {
                paint(canvas, lesions, one.getKey(), level);
                return true;
            }
        }
        return false;
    }

    /** The lesion and the pixels that touch it, which hold part of it. */
    private static void paint(Canvas canvas, int[] lesions, int label, double level) {
        int columns = canvas.columns();
        for (int i = columns + 1; i < lesions.length - columns - 1; i++) {
            boolean near = false;
            for (int k = 0; k < 9; k++) {
                near |= lesions[i + (k / 3 - 1) * columns + k % 3 - 1] == label;
            }
            if (near) {
                canvas.result()[i] = Math.min(canvas.result()[i], level);
            }
        }
    }
}
