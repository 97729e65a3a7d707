package org.afterimage.check;

import java.util.Arrays;
import java.util.Optional;
import org.afterimage.check.measure.Correlation;
import org.afterimage.check.measure.OrderStatistics;
import org.afterimage.check.measure.Place;
import org.afterimage.check.measure.WorstWindow;
import org.afterimage.synthesize.KernelEvidence;
import org.afterimage.synthesize.Plane;
import org.afterimage.synthesize.SyntheticInstance;

/**
 * What the gates of kernel harmonisation measure in one slice. Pixels outside the image (padding) count as air in both images and in no
 * measure. Tissue is what exceeds -500 HU; soft tissue is where the mean of the surroundings lies between -20 and 120 HU.
 *
 * @param softTissueShift the largest mean change of soft tissue in one of 4 x 4 blocks with enough of it, in HU; 0 without any
 * @param meanShift mean change of all pixels in HU, without sign
 * @param change what all but a thousandth of the pixels change at most, in HU
 * @param hasTissue whether there is enough tissue for the two measures below
 * @param grainRatio grain after over grain before, in tissue: the median, without sign, of what a pixel differs from the mean of its
 *     neighbours
 * @param localCorrelation correlation of fine structure before and after, in tissue
 * @param shifted the block of which soft tissue is told to be shifted most; empty without any
 */
record SliceMeasures(
        double softTissueShift,
        double meanShift,
        double change,
        boolean hasTissue,
        double grainRatio,
        double localCorrelation,
        Optional<Place> shifted) {

    private static final int BLOCKS = 4;
    private static final int LEAST_IN_BLOCK = 500;
    private static final int LEAST_TISSUE = 1000;
    private static final double TISSUE_HU = -500;
    private static final double SOFTEST_HU = -20;
    private static final double HARDEST_HU = 120;
    private static final double NEARLY_ALL = 0.999;
    private static final double HALF = 0.5;

    static SliceMeasures of(SyntheticInstance slice, KernelEvidence evidence) {
        int rows = slice.format().rows();
        int columns = slice.format().columns();
        int[] source = slice.sourceStored();
        boolean[] image = image(slice, source);
        int pixels = 0;
        for (boolean isImage : image) {
            pixels += isImage ? 1 : 0;
        }
        Plane before = hounsfield(source, image, evidence, rows, columns);
        Plane after = hounsfield(slice.stored(), image, evidence, rows, columns);
        double[] fineBefore = HighPass.of(before);
        double[] fineAfter = HighPass.of(after);
        double sum = 0;
        float[] changes = new float[Math.max(1, pixels)];
        Correlation tissue = new Correlation();
        Blocks blocks = new Blocks(rows, columns);
        for (int i = 0, k = 0; i < image.length; i++) {
            if (image[i]) {
                double shift = (double) after.data()[i] - before.data()[i];
                sum += shift;
                changes[k++] = (float) Math.abs(shift);
                if (before.data()[i] > TISSUE_HU) {
                    tissue.add(fineBefore[i], fineAfter[i]);
                }
                double surroundings = before.data()[i] - fineBefore[i];
                if (surroundings >= SOFTEST_HU && surroundings <= HARDEST_HU) {
                    blocks.add(i, shift);
                }
            }
        }
        return new SliceMeasures(
                blocks.worst(),
                pixels == 0 ? 0 : Math.abs(sum / pixels),
                OrderStatistics.quantile(changes, NEARLY_ALL),
                tissue.count() >= LEAST_TISSUE,
                grainRatio(before, after, image),
                tissue.coefficient(),
                blocks.place());
    }

    /** Where fine structure of tissue is least the source's; empty where there is none. */
    static Optional<Place> leastCorrelated(SyntheticInstance slice, KernelEvidence evidence) {
        int rows = slice.format().rows();
        int columns = slice.format().columns();
        int[] source = slice.sourceStored();
        boolean[] image = image(slice, source);
        Plane before = hounsfield(source, image, evidence, rows, columns);
        double[] fineBefore = HighPass.of(before);
        double[] fineAfter = HighPass.of(hounsfield(slice.stored(), image, evidence, rows, columns));
        WorstWindow windows = new WorstWindow(rows, columns);
        for (int i = 0; i < image.length; i++) {
            if (image[i] && before.data()[i] > TISSUE_HU) {
                windows.add(i, fineBefore[i], fineAfter[i]);
            }
        }
        return windows.leastCorrelated(rows, columns);
    }

    private static boolean[] image(SyntheticInstance slice, int[] source) {
        boolean[] image = new boolean[source.length];
        for (int i = 0; i < image.length; i++) {
            image[i] = !slice.padding().contains(source[i]);
        }
        return image;
    }

    private static double grainRatio(Plane before, Plane after, boolean[] image) {
        double grain = grain(before, before, image);
        return grain > 0 ? grain(after, before, image) / grain : 0;
    }

    private static double grain(Plane slice, Plane source, boolean[] image) {
        double[] fine = HighPass.of(slice, 1);
        float[] values = new float[fine.length];
        int count = 0;
        for (int i = 0; i < fine.length; i++) {
            if (image[i] && source.data()[i] > TISSUE_HU) {
                values[count++] = (float) Math.abs(fine[i]);
            }
        }
        return count == 0 ? 0 : OrderStatistics.quantile(Arrays.copyOf(values, count), HALF);
    }

    private static Plane hounsfield(int[] stored, boolean[] image, KernelEvidence evidence, int rows, int columns) {
        float[] values = new float[stored.length];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) (image[i] ? evidence.rescale().apply(stored[i]) : evidence.outsideHu());
        }
        return new Plane(values, rows, columns);
    }

    /** The mean change of soft tissue in each block of a slice. */
    private static final class Blocks {
        private final int rows;
        private final int columns;
        private final double[] sums = new double[BLOCKS * BLOCKS];
        private final int[] counts = new int[BLOCKS * BLOCKS];

        Blocks(int rows, int columns) {
            this.rows = rows;
            this.columns = columns;
        }

        void add(int pixel, double shift) {
            int block = pixel / columns * BLOCKS / rows * BLOCKS + pixel % columns * BLOCKS / columns;
            sums[block] += shift;
            counts[block]++;
        }

        double worst() {
            int block = worstBlock();
            return block < 0 ? 0 : Math.abs(sums[block] / counts[block]);
        }

        Optional<Place> place() {
            int block = worstBlock();
            double height = (double) rows / BLOCKS;
            double width = (double) columns / BLOCKS;
            return block < 0
                    ? Optional.empty()
                    : Optional.of(new Place(
                            (block % BLOCKS + 0.5) * width - 0.5,
                            (block / BLOCKS + 0.5) * height - 0.5,
                            Math.hypot(width, height) / 2));
        }

        /** What is no number is the worst of all; -1 without any. */
        private int worstBlock() {
            int worst = -1;
            double most = Double.NEGATIVE_INFINITY;
            for (int block = 0; block < sums.length; block++) {
                double shift = Math.abs(sums[block] / counts[block]);
                if (counts[block] >= LEAST_IN_BLOCK && Double.compare(shift, most) > 0) {
                    worst = block;
                    most = shift;
                }
            }
            return worst;
        }
    }
}
