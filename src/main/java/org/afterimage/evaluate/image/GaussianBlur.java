package org.afterimage.evaluate.image;

/**
 * Correlation with a kernel along rows, then along columns, the image mirrored at its borders with the border pixels doubled, as SciPy's
 * mode {@code reflect} does.
 */
final class GaussianBlur {

    private GaussianBlur() {}

    /** Samples of a Gaussian up to a radius, with the sum 1. */
    static double[] kernel(double sigma, int radius) {
        double[] kernel = new double[2 * radius + 1];
        double sum = 0;
        for (int k = -radius; k <= radius; k++) {
            kernel[k + radius] = Math.exp(-k * k / (2 * sigma * sigma));
            sum += kernel[k + radius];
        }
        for (int k = 0; k < kernel.length; k++) {
            kernel[k] /= sum;
        }
        return kernel;
    }

    /** Filters with one kernel along rows and another along columns. */
    static double[] apply(double[] image, int rows, int columns, double[] alongRows, double[] alongColumns) {
        return vertical(horizontal(image, rows, columns, alongRows), rows, columns, alongColumns);
    }

    private static double[] horizontal(double[] image, int rows, int columns, double[] kernel) {
        int radius = kernel.length / 2;
        double[] result = new double[image.length];
        double[] line = new double[columns + 2 * radius];
        for (int row = 0; row < rows; row++) {
            for (int i = 0; i < line.length; i++) {
                line[i] = image[row * columns + mirrored(i - radius, columns)];
            }
            for (int column = 0; column < columns; column++) {
                double sum = 0;
                for (int k = 0; k < kernel.length; k++) {
                    sum += kernel[k] * line[column + k];
                }
                result[row * columns + column] = sum;
            }
        }
        return result;
    }

    private static double[] vertical(double[] image, int rows, int columns, double[] kernel) {
        int radius = kernel.length / 2;
        double[] result = new double[image.length];
        for (int row = 0; row < rows; row++) {
            int target = row * columns;
            for (int k = 0; k < kernel.length; k++) {
                int source = mirrored(row + k - radius, rows) * columns;
                double weight = kernel[k];
                for (int column = 0; column < columns; column++) {
                    result[target + column] += weight * image[source + column];
                }
            }
        }
        return result;
    }

    private static int mirrored(int i, int length) {
        int period = 2 * length;
        int j = Math.floorMod(i, period);
        return j < length ? j : period - 1 - j;
    }
}
