package org.afterimage.evaluate;

import java.util.Arrays;
import java.util.List;
import org.afterimage.synthesize.Plane;

/** Percentiles of the pixels that count, as order statistics with a straight line between neighbours. */
final class Percentiles {

    private final float[] sorted;

    private Percentiles(float[] sorted) {
        this.sorted = sorted;
    }

    /**
     * Sorts the values.
     *
     * @throws CaseSkippedException if no pixel counts
     */
    static Percentiles of(List<Plane> planes, List<boolean[]> inside) throws CaseSkippedException {
        int count = 0;
        for (boolean[] mask : inside) {
            for (boolean one : mask) {
                count += one ? 1 : 0;
            }
        }
        if (count == 0) {
            throw new CaseSkippedException("The images and the region have no pixel in common.");
        }
        float[] values = new float[count];
        int n = 0;
        for (int k = 0; k < planes.size(); k++) {
            float[] data = planes.get(k).data();
            for (int i = 0; i < data.length; i++) {
                if (inside.get(k)[i]) {
                    values[n++] = data[i];
                }
            }
        }
        Arrays.sort(values);
        return new Percentiles(values);
    }

    double at(double percent) {
        double rank = percent / 100 * (sorted.length - 1);
        int below = (int) rank;
        int above = Math.min(below + 1, sorted.length - 1);
        return sorted[below] + (rank - below) * (sorted[above] - sorted[below]);
    }
}
