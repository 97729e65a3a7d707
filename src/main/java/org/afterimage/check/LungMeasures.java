package org.afterimage.check;

import java.util.Arrays;
import java.util.Optional;
import org.afterimage.check.measure.OrderStatistics;
import org.afterimage.check.measure.Place;
import org.afterimage.check.measure.WorstWindow;
import org.afterimage.dicom.pixel.PixelFormat;
import org.afterimage.synthesize.LungWeight;
import org.afterimage.synthesize.NetworkAnswer;
import org.afterimage.synthesize.Plane;

/**
 * What the gates of bone suppression measure, on the network's matrix without its padding. Lung is where its estimate is above the
 * threshold. All are 0 where there is no lung.
 *
 * @param lungFraction part of the image that is lung
 * @param removedFraction 99.9th percentile, over the lung, of what is removed, in parts of the grey range
 * @param removedMean mean, over the lung, of what is removed, likewise
 * @param localCorrelation correlation, over the lung, of the fine structure before and after
 */
record LungMeasures(double lungFraction, double removedFraction, double removedMean, double localCorrelation) {

    private static final double NEARLY_ALL = 0.999;

    /** Pixels of the network's matrix around the one from which most is removed. */
    private static final int AROUND = 4;

    static LungMeasures of(NetworkAnswer answer, LungWeight weight) {
        int pixels = answer.lung().data().length;
        int[] inside = new int[pixels];
        int count = 0;
        for (int i = 0; i < pixels; i++) {
            if (answer.lung().data()[i] > weight.threshold()) {
                inside[count++] = i;
            }
        }
        if (count == 0) {
            return new LungMeasures(0, 0, 0, 0);
        }
        inside = Arrays.copyOf(inside, count);
        float[] removed = removed(answer, weight);
        return new LungMeasures(
                (double) count / pixels,
                OrderStatistics.quantile(valuesAt(removed, inside), NEARLY_ALL),
                mean(removed, inside),
                correlation(answer.image(), removed, inside));
    }

    /** Where the fine structure of the lung is least the source's, in pixels of the image; empty where there is no lung. */
    static Optional<Place> leastCorrelated(NetworkAnswer answer, LungWeight weight, PixelFormat image) {
        float[] removed = removed(answer, weight);
        double[] before = HighPass.of(answer.image());
        double[] after = HighPass.of(changed(answer.image(), removed));
        WorstWindow windows =
                new WorstWindow(answer.lung().rows(), answer.lung().columns());
        for (int i = 0; i < removed.length; i++) {
            if (answer.lung().data()[i] > weight.threshold()) {
                windows.add(i, before[i], after[i]);
            }
        }
        return windows.leastCorrelated(image.rows(), image.columns());
    }

    /** Around the pixel of the lung from which most is removed, in pixels of the image; empty where there is no lung. */
    static Optional<Place> mostRemoved(NetworkAnswer answer, LungWeight weight, PixelFormat image) {
        float[] removed = removed(answer, weight);
        int most = -1;
        for (int i = 0; i < removed.length; i++) {
            boolean isLung = answer.lung().data()[i] > weight.threshold();
            // Comparing floats puts NaN above all numbers: it is the worst of all.
            if (isLung && (most < 0 || Float.compare(removed[i], removed[most]) > 0)) {
                most = i;
            }
        }
        if (most < 0) {
            return Optional.empty();
        }
        double down = (double) image.rows() / answer.lung().rows();
        double right = (double) image.columns() / answer.lung().columns();
        int columns = answer.lung().columns();
        return Optional.of(new Place(
                (most % columns + 0.5) * right - 0.5,
                (most / columns + 0.5) * down - 0.5,
                (AROUND + 0.5) * Math.max(down, right)));
    }

    private static float[] removed(NetworkAnswer answer, LungWeight weight) {
        float[] removed = new float[answer.bone().data().length];
        for (int i = 0; i < removed.length; i++) {
            float bone = answer.bone().data()[i];
            removed[i] = bone > 0 ? bone * weight.at(answer.lung().data()[i]) : 0;
        }
        return removed;
    }

    private static float[] valuesAt(float[] values, int[] indices) {
        float[] selected = new float[indices.length];
        for (int i = 0; i < indices.length; i++) {
            selected[i] = values[indices[i]];
        }
        return selected;
    }

    private static double mean(float[] values, int[] indices) {
        double sum = 0;
        for (int index : indices) {
            sum += values[index];
        }
        return sum / indices.length;
    }

    private static Plane changed(Plane image, float[] removed) {
        float[] changed = new float[removed.length];
        for (int i = 0; i < changed.length; i++) {
            changed[i] = image.data()[i] - removed[i];
        }
        return new Plane(changed, image.rows(), image.columns());
    }

    private static double correlation(Plane image, float[] removed, int[] inside) {
        double[] before = HighPass.of(image);
        double[] after = HighPass.of(changed(image, removed));
        double meanBefore =
                Arrays.stream(inside).mapToDouble(i -> before[i]).average().orElse(0);
        double meanAfter =
                Arrays.stream(inside).mapToDouble(i -> after[i]).average().orElse(0);
        double covariance = 0;
        double varianceBefore = 0;
        double varianceAfter = 0;
        for (int i : inside) {
            double b = before[i] - meanBefore;
            double a = after[i] - meanAfter;
            covariance += a * b;
            varianceBefore += b * b;
            varianceAfter += a * a;
        }
        double spread = Math.sqrt(varianceBefore * varianceAfter);
        return spread > 0 ? covariance / spread : 0;
    }
}
