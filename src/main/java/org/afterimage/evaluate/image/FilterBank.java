package org.afterimage.evaluate.image;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.DoubleUnaryOperator;
import org.afterimage.synthesize.Plane;

/**
 * A fixed bank of filters that describes tiles of an image, for the Frechet distance. A tile of 32 x 32 pixels becomes 17 numbers: its
 * mean, its standard deviation, and the logarithm of the energy of each of the five Gaussian derivatives of first and second order
 * (which span the steerable filters of those orders: Freeman and Adelson, IEEE Trans. PAMI 13:891, 1991) at the scales of 1, 2 and 4
 * pixels. Nothing in it was trained; it sees brightness, sharpness, noise and orientation, and knows nothing of anatomy. Its distances
 * compare with each other and with no Inception distance (FID).
 */
public final class FilterBank {

    /** Side of a tile in pixels. */
    public static final int TILE = 32;

    /** Numbers that describe a tile. */
    public static final int FEATURES = 17;

    private static final double[] SCALES = {1, 2, 4};
    private static final double FAINTEST = 1e-8; // keeps the logarithm of a flat tile finite

    private FilterBank() {}

    /**
     * Describes the tiles of a plane that lie inside for at least half.
     *
     * @param plane the values
     * @param inside the pixels that count
     * @param dataRange the values' range, which becomes 1
     */
    public static List<double[]> describe(Plane plane, boolean[] inside, double dataRange) {
        double[] image = new double[plane.data().length];
        for (int i = 0; i < image.length; i++) {
            image[i] = plane.data()[i] / dataRange;
        }
        List<double[]> responses = responses(image, plane);
        List<double[]> found = new ArrayList<>();
        for (int row = 0; row + TILE <= plane.rows(); row += TILE) {
            for (int column = 0; column + TILE <= plane.columns(); column += TILE) {
                if (share(inside, plane, row, column) >= 0.5) {
                    found.add(features(image, responses, plane, row, column));
                }
            }
        }
        return found;
    }

    private static List<double[]> responses(double[] image, Plane plane) {
        List<double[]> responses = new ArrayList<>();
        for (double scale : SCALES) {
            int radius = (int) Math.ceil(3 * scale);
            double[] smooth = GaussianBlur.kernel(scale, radius);
            double[] first = new double[smooth.length];
            double[] second = new double[smooth.length];
            for (int k = -radius; k <= radius; k++) {
                // Derivatives times a power of the scale, so that their energy does not fall with it (Lindeberg 1998).
                first[k + radius] = -k / scale * smooth[k + radius];
                second[k + radius] = (k * k / (scale * scale) - 1) * smooth[k + radius];
            }
            withoutMean(second, smooth);
            double[][][] pairs = {{first, smooth}, {smooth, first}, {second, smooth}, {smooth, second}, {first, first}};
            for (double[][] pair : pairs) {
                responses.add(GaussianBlur.apply(image, plane.rows(), plane.columns(), pair[0], pair[1]));
            }
        }
        return responses;
    }

    /** Samples of a second derivative do not quite sum to 0; without this a bright flat image would have energy. */
    private static void withoutMean(double[] kernel, double[] smooth) {
        double sum = Arrays.stream(kernel).sum();
        for (int k = 0; k < kernel.length; k++) {
            kernel[k] -= sum * smooth[k];
        }
    }

    private static double[] features(double[] image, List<double[]> responses, Plane plane, int row, int column) {
        double[] found = new double[FEATURES];
        double mean = mean(image, plane, row, column, value -> value);
        found[0] = mean;
        found[1] = Math.sqrt(mean(image, plane, row, column, value -> (value - mean) * (value - mean)));
        for (int k = 0; k < responses.size(); k++) {
            double energy = mean(responses.get(k), plane, row, column, value -> value * value);
            found[2 + k] = Math.log10(FAINTEST + energy);
        }
        return found;
    }

    private static double mean(double[] image, Plane plane, int row, int column, DoubleUnaryOperator term) {
        double sum = 0;
        for (int y = row; y < row + TILE; y++) {
            for (int x = column; x < column + TILE; x++) {
                sum += term.applyAsDouble(image[y * plane.columns() + x]);
            }
        }
        return sum / (TILE * TILE);
    }

    private static double share(boolean[] inside, Plane plane, int row, int column) {
        int count = 0;
        for (int y = row; y < row + TILE; y++) {
            for (int x = column; x < column + TILE; x++) {
                count += inside[y * plane.columns() + x] ? 1 : 0;
            }
        }
        return (double) count / (TILE * TILE);
    }
}
