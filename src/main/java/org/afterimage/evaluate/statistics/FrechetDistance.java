package org.afterimage.evaluate.statistics;

import java.util.List;
import java.util.function.DoubleUnaryOperator;
import org.hipparchus.linear.EigenDecompositionSymmetric;
import org.hipparchus.linear.MatrixUtils;
import org.hipparchus.linear.RealMatrix;
import org.hipparchus.linear.RealVector;
import org.hipparchus.stat.correlation.Covariance;

/**
 * Frechet distance of two normal distributions (Dowson and Landau, J. Multivariate Anal. 12:450, 1982), squared, as Heusel et al.
 * (arXiv:1706.08500) use it for images: |m1 - m2|² + tr(C1 + C2 - 2 (C1 C2)^½). Means and covariances are those of two sets of features.
 */
public final class FrechetDistance {

    private FrechetDistance() {}

    /**
     * The distance; not a number when a set has not more samples than features, since its covariance would not be known.
     *
     * @param first one array of features a sample
     * @param second likewise, with the same features
     */
    public static double between(List<double[]> first, List<double[]> second) {
        if (tooFew(first) || tooFew(second)) {
            return Double.NaN;
        }
        RealMatrix a = MatrixUtils.createRealMatrix(first.toArray(double[][]::new));
        RealMatrix b = MatrixUtils.createRealMatrix(second.toArray(double[][]::new));
        RealMatrix covarianceA = new Covariance(a).getCovarianceMatrix();
        RealMatrix covarianceB = new Covariance(b).getCovarianceMatrix();
        RealMatrix root = mapped(covarianceA, Math::sqrt);
        // C1 C2 has the eigenvalues of C1^½ C2 C1^½, which is symmetric.
        RealMatrix product = root.multiply(covarianceB).multiply(root);
        double common = mapped(symmetric(product), Math::sqrt).getTrace();
        double means = mean(a).subtract(mean(b)).getNorm();
        return means * means + covarianceA.getTrace() + covarianceB.getTrace() - 2 * common;
    }

    private static boolean tooFew(List<double[]> samples) {
        return samples.isEmpty() || samples.size() <= samples.get(0).length;
    }

    /** A function of a symmetric matrix without negative eigenvalues; rounding may have made some. */
    private static RealMatrix mapped(RealMatrix matrix, DoubleUnaryOperator function) {
        EigenDecompositionSymmetric eigen = new EigenDecompositionSymmetric(matrix);
        double[] values = eigen.getEigenvalues();
        for (int i = 0; i < values.length; i++) {
            values[i] = function.applyAsDouble(Math.max(0, values[i]));
        }
        return eigen.getV()
                .multiply(MatrixUtils.createRealDiagonalMatrix(values))
                .multiply(eigen.getVT());
    }

    private static RealMatrix symmetric(RealMatrix matrix) {
        return matrix.add(matrix.transpose()).scalarMultiply(0.5);
    }

    private static RealVector mean(RealMatrix samples) {
        RealVector ones = MatrixUtils.createRealVector(new double[samples.getRowDimension()]);
        ones.set(1.0 / samples.getRowDimension());
        return samples.preMultiply(ones);
    }
}
