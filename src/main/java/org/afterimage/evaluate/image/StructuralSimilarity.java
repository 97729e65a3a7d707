package org.afterimage.evaluate.image;

import org.afterimage.synthesize.Plane;

/**
 * SSIM (Wang et al., IEEE Trans. Image Process. 13:600, 2004): Gaussian window of 11 x 11 pixels with sigma 1.5, K1 = 0.01, K2 = 0.03,
 * variances over all pixels of the window, plane by plane. As scikit-image's {@code structural_similarity} with
 * {@code gaussian_weights=True, sigma=1.5, use_sample_covariance=False} and {@code data_range}: a border of 5 pixels does not count.
 */
public final class StructuralSimilarity implements ImageMeasure {

    private static final int RADIUS = 5;
    private static final double[] WINDOW = GaussianBlur.kernel(1.5, RADIUS);
    private static final double K1 = 0.01;
    private static final double K2 = 0.03;

    @Override
    public String name() {
        return "ssim";
    }

    @Override
    public String title() {
        return "Structural similarity";
    }

    @Override
    public String unit() {
        return "";
    }

    @Override
    public Better better() {
        return Better.LARGER;
    }

    @Override
    public double of(Compared compared) {
        double sum = 0;
        long count = 0;
        for (int k = 0; k < compared.output().size(); k++) {
            boolean[] inside = compared.inside().get(k);
            Plane plane = compared.output().get(k);
            double[] map = map(plane, compared.reference().get(k), compared.dataRange());
            for (int row = RADIUS; row < plane.rows() - RADIUS; row++) {
                for (int column = RADIUS; column < plane.columns() - RADIUS; column++) {
                    int i = row * plane.columns() + column;
                    if (inside[i]) {
                        sum += map[i];
                        count++;
                    }
                }
            }
        }
        return sum / count;
    }

    private static double[] map(Plane output, Plane reference, double range) {
        int n = output.data().length;
        double[] a = new double[n];
        double[] b = new double[n];
        double[] aa = new double[n];
        double[] bb = new double[n];
        double[] ab = new double[n];
        for (int i = 0; i < n; i++) {
            a[i] = output.data()[i];
            b[i] = reference.data()[i];
            aa[i] = a[i] * a[i];
            bb[i] = b[i] * b[i];
            ab[i] = a[i] * b[i];
        }
        double[] meanA = blur(a, output);
        double[] meanB = blur(b, output);
        double[] meanAa = blur(aa, output);
        double[] meanBb = blur(bb, output);
        double[] meanAb = blur(ab, output);
        double c1 = K1 * range * K1 * range;
        double c2 = K2 * range * K2 * range;
        double[] map = new double[n];
        for (int i = 0; i < n; i++) {
            double product = meanA[i] * meanB[i];
            double squares = meanA[i] * meanA[i] + meanB[i] * meanB[i];
            double covariance = meanAb[i] - product;
            double variances = meanAa[i] + meanBb[i] - squares;
            map[i] = (2 * product + c1) * (2 * covariance + c2) / ((squares + c1) * (variances + c2));
        }
        return map;
    }

    private static double[] blur(double[] image, Plane format) {
        return GaussianBlur.apply(image, format.rows(), format.columns(), WINDOW, WINDOW);
    }
}
