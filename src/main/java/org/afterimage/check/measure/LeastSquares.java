package org.afterimage.check.measure;

import java.util.List;

/** Linear least squares of a few regressors over many pixels, by normal equations with a trace of ridge. */
final class LeastSquares {

    private static final double RIDGE = 1e-9;

    private LeastSquares() {}

    /** The factors of the regressors that come nearest to the values. */
    static double[] fit(List<float[]> regressors, float[] values) {
        return factors(List.<double[][]>of(products(regressors, values)));
    }

    /** The same of values in several parts. */
    static double[] factors(List<double[][]> products) {
        double[][] matrix = sum(products);
        int n = matrix.length;
        for (int a = 0; a < n; a++) {
            for (int b = 0; b < a; b++) {
                matrix[a][b] = matrix[b][a];
            }
        }
        for (int a = 0; a < n; a++) {
            matrix[a][a] += RIDGE * matrix[a][a] + Double.MIN_NORMAL;
        }
        return solved(matrix);
    }

    private static double[][] sum(List<double[][]> products) {
        int n = products.get(0).length;
        double[][] sum = new double[n][n + 1];
        for (double[][] one : products) {
            for (int a = 0; a < n; a++) {
                for (int b = a; b <= n; b++) {
                    sum[a][b] += one[a][b];
                }
            }
        }
        return sum;
    }

    /** The sums over the pixels of each regressor times each behind it, and times the values; one pass over the pixels. */
    static double[][] products(List<float[]> regressors, float[] values) {
        int n = regressors.size();
        double[][] sums = new double[n][n + 1];
        double[] pixel = new double[n + 1];
        for (int i = 0; i < values.length; i++) {
            for (int k = 0; k < n; k++) {
                pixel[k] = regressors.get(k)[i];
            }
            pixel[n] = values[i];
            for (int a = 0; a < n; a++) {
                double[] line = sums[a];
                for (int b = a; b <= n; b++) {
                    line[b] += pixel[a] * pixel[b];
                }
            }
        }
        return sums;
    }

    /** The sum of the regressors at a pixel, each times its factor. */
    static double value(List<float[]> regressors, double[] factors, int pixel) {
        double sum = 0;
        for (int k = 0; k < factors.length; k++) {
            sum += factors[k] * regressors.get(k)[pixel];
        }
        return sum;
    }

    /** Gauss and Jordan, with the largest pivot of each column. */
    private static double[] solved(double[][] matrix) {
        int n = matrix.length;
        for (int k = 0; k < n; k++) {
            int pivot = k;
            for (int row = k + 1; row < n; row++) {
                pivot = Math.abs(matrix[row][k]) > Math.abs(matrix[pivot][k]) ? row : pivot;
            }
            double[] line = matrix[pivot];
            matrix[pivot] = matrix[k];
            matrix[k] = line;
            for (int row = 0; row < n && line[k] != 0; row++) {
                double factor = row == k ? 0 : matrix[row][k] / line[k];
                for (int column = k; factor != 0 && column <= n; column++) {
                    matrix[row][column] -= factor * line[column];
                }
            }
        }
        double[] factors = new double[n];
        for (int k = 0; k < n; k++) {
            factors[k] = matrix[k][k] == 0 ? 0 : matrix[k][n] / matrix[k][k];
        }
        return factors;
    }
}
