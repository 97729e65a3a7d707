package org.afterimage.check.measure;

import java.util.Arrays;
import java.util.OptionalDouble;
import org.afterimage.check.measure.Fourier.Spectrum;
import org.afterimage.synthesize.Plane;

/**
 * How far the result lies beside its source, in pixels of the image: where the cross-correlation of their edges, phases alone, is largest,
 * between pixels by a parabola.
 */
final class Shift implements ImageMeasure {

    private static final int SIDE = 256; // the middle of the image

    @Override
    public String name() {
        return "shift";
    }

    @Override
    public Suspect suspect() {
        return Suspect.ABOVE;
    }

    @Override
    public String words() {
        return "The distance in pixels by which the result lies beside its source";
    }

    @Override
    public OptionalDouble of(ComparedImage image) {
        ComparedImage.Small small = image.small();
        Fourier fourier = new Fourier(SIDE);
        double[] before = edges(small.source(), small.inside());
        double[] after = edges(small.output(), small.inside());
        if (isZero(before) || isZero(after)) {
            return OptionalDouble.empty(); // no edges in one of them: for other measures to tell
        }
        Spectrum[] both = fourier.ofTwo(before, after);
        Spectrum a = both[0];
        Spectrum b = both[1];
        double[] re = new double[SIDE * SIDE];
        double[] im = new double[SIDE * SIDE];
        double power = 0;
        for (int i = 0; i < re.length; i++) {
            double real = a.re()[i] * b.re()[i] + a.im()[i] * b.im()[i];
            double imaginary = a.im()[i] * b.re()[i] - a.re()[i] * b.im()[i];
            double size = Math.sqrt(real * real + imaginary * imaginary);
            power += size;
            // Between plain correlation, whose peak is broad, and phases alone, whose peak drowns in noise.
            double weight = Math.sqrt(size) + 1e-12;
            re[i] = real / weight;
            im[i] = imaginary / weight;
        }
        if (!(power > 0)) {
            return OptionalDouble.empty(); // no edges in common
        }
        double[] correlation = fourier.inverse(new Spectrum(re, im));
        int peak = 0;
        for (int i = 1; i < correlation.length; i++) {
            peak = correlation[i] > correlation[peak] ? i : peak;
        }
        double rows = centred(peak / SIDE + between(correlation, peak, SIDE));
        double columns = centred(peak % SIDE + between(correlation, peak, 1));
        return OptionalDouble.of(Math.hypot(rows, columns) * small.factor());
    }

    private static boolean isZero(double[] values) {
        return Arrays.stream(values).allMatch(value -> value == 0);
    }

    private static double centred(double place) {
        return place > SIDE / 2.0 ? place - SIDE : place;
    }

    /** The vertex of the parabola through a peak and its two neighbours, -0.5 to 0.5. */
    private static double between(double[] values, int peak, int step) {
        double before = values[neighbour(peak, -1, step)];
        double after = values[neighbour(peak, 1, step)];
        double curvature = before - 2 * values[peak] + after;
        return curvature < 0 ? (before - after) / (2 * curvature) : 0;
    }

    private static int neighbour(int place, int side, int step) {
        int row = place / SIDE;
        int column = place % SIDE;
        return step == 1
                ? row * SIDE + Math.floorMod(column + side, SIDE)
                : Math.floorMod(row + side, SIDE) * SIDE + column;
    }

    /** Edges in the middle of the image, without their mean. */
    private static double[] edges(Plane plane, boolean[] inside) {
        Plane gradient = Planes.gradient(plane);
        int top = Math.max(0, (plane.rows() - SIDE) / 2);
        int left = Math.max(0, (plane.columns() - SIDE) / 2);
        int rows = Math.min(SIDE, plane.rows());
        int columns = Math.min(SIDE, plane.columns());
        double[] values = new double[SIDE * SIDE];
        double sum = 0;
        for (int row = 0; row < rows; row++) {
            for (int column = 0; column < columns; column++) {
                int i = (top + row) * plane.columns() + left + column;
                double value = inside[i] ? gradient.data()[i] : 0;
                values[row * SIDE + column] = value;
                sum += value;
            }
        }
        double mean = sum / (rows * columns);
        for (int row = 0; row < rows; row++) {
            for (int column = 0; column < columns; column++) {
                values[row * SIDE + column] -= mean;
            }
        }
        return values;
    }
}
