package org.afterimage.check.measure;

import org.afterimage.check.measure.Fourier.Spectrum;
import org.afterimage.synthesize.Plane;

/**
 * Explains a result as its source through one filter that is the same in all directions and everywhere: its gain at each spatial
 * frequency is the cross-spectrum over the source's power (Wiener). What two reconstruction kernels differ in is such a filter; a finding
 * that comes or goes is none.
 */
public final class FilterExplanation implements ComparedImage.Explanation {

    @Override
    public Plane unexplained(ComparedImage.Small image) {
        int side = Math.max(
                2,
                Integer.highestOneBit(
                        Math.max(image.output().rows(), image.output().columns()) * 2 - 1));
        Fourier fourier = new Fourier(side);
        double border = border(image.source());
        Spectrum source = fourier.of(placed(image.source(), border, side));
        Spectrum output = fourier.of(placed(image.output(), border, side));
        double[] gains = gains(source, output, fourier);
        double[] re = new double[side * side];
        double[] im = new double[side * side];
        for (int i = 0; i < re.length; i++) {
            double radius = fourier.radius(i);
            int ring = (int) radius;
            double gain = gains[ring] + (radius - ring) * (gains[ring + 1] - gains[ring]);
            re[i] = output.re()[i] - gain * source.re()[i];
            im[i] = output.im()[i] - gain * source.im()[i];
        }
        double[] left = fourier.inverse(new Spectrum(re, im));
        float[] values = new float[image.output().data().length];
        int columns = image.output().columns();
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) left[i / columns * side + i % columns];
        }
        return new Plane(values, image.output().rows(), columns);
    }

    private static double[] gains(Spectrum source, Spectrum output, Fourier fourier) {
        int rings = (int) (fourier.side() / Math.sqrt(2)) + 3;
        double[] cross = new double[rings];
        double[] power = new double[rings];
        for (int i = 0; i < source.re().length; i++) {
            int ring = (int) Math.round(fourier.radius(i));
            cross[ring] += source.re()[i] * output.re()[i] + source.im()[i] * output.im()[i];
            power[ring] += source.re()[i] * source.re()[i] + source.im()[i] * source.im()[i];
        }
        for (int ring = 0; ring < rings; ring++) {
            cross[ring] = power[ring] > 0 ? cross[ring] / power[ring] : 0;
        }
        return cross;
    }

    /** The mean of the image's border, so that the end of the image is no edge. */
    private static double border(Plane plane) {
        double sum = 0;
        for (int column = 0; column < plane.columns(); column++) {
            sum += plane.at(0, column) + plane.at(plane.rows() - 1, column);
        }
        return sum / (2 * plane.columns());
    }

    private static double[] placed(Plane plane, double border, int side) {
        double[] values = new double[side * side];
        for (int row = 0; row < plane.rows(); row++) {
            for (int column = 0; column < plane.columns(); column++) {
                values[row * side + column] = plane.at(row, column) - border;
            }
        }
        return values;
    }
}
