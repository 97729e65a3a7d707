package org.afterimage.check.measure;

/** The discrete Fourier transform of square planes whose side is a power of two (Cooley and Tukey, 1965). */
final class Fourier {

    private final int side;
    private final double[] cosines;
    private final double[] sines;

    /**
     * @param side rows and columns of the planes
     */
    Fourier(int side) {
        if (side < 2 || Integer.bitCount(side) != 1) {
            throw new IllegalArgumentException(side + " is no power of two");
        }
        this.side = side;
        this.cosines = new double[side / 2];
        this.sines = new double[side / 2];
        for (int k = 0; k < side / 2; k++) {
            cosines[k] = Math.cos(2 * Math.PI * k / side);
            sines[k] = -Math.sin(2 * Math.PI * k / side);
        }
    }

    /** A plane of complex numbers, row-major. */
    record Spectrum(double[] re, double[] im) {}

    int side() {
        return side;
    }

    /** The transform of real values, row-major, side x side. */
    Spectrum of(double[] plane) {
        Spectrum spectrum = new Spectrum(plane.clone(), new double[plane.length]);
        transform(spectrum);
        return spectrum;
    }

    /** The real part of the inverse transform. */
    double[] inverse(Spectrum spectrum) {
        // The inverse of F is the conjugate of F applied to the conjugate, over the number of values.
        double[] im = new double[spectrum.im().length];
        for (int i = 0; i < im.length; i++) {
            im[i] = -spectrum.im()[i];
        }
        Spectrum turned = new Spectrum(spectrum.re().clone(), im);
        transform(turned);
        double[] real = turned.re();
        for (int i = 0; i < real.length; i++) {
            real[i] /= real.length;
        }
        return real;
    }

    /** How far a place of the spectrum is from frequency 0, in cycles over the side. */
    double radius(int place) {
        int row = place / side;
        int column = place % side;
        return Math.hypot(row <= side / 2 ? row : row - side, column <= side / 2 ? column : column - side);
    }

    private void transform(Spectrum spectrum) {
        // Columns are turned into rows, whose values lie beside one another in memory.
        for (int pass = 0; pass < 2; pass++) {
            for (int line = 0; line < side; line++) {
                line(spectrum, line * side);
            }
            transpose(spectrum.re());
            transpose(spectrum.im());
        }
    }

    private void transpose(double[] values) {
        for (int row = 1; row < side; row++) {
            for (int column = 0; column < row; column++) {
                swap(values, row * side + column, column * side + row);
            }
        }
    }

    private void line(Spectrum spectrum, int first) {
        double[] re = spectrum.re();
        double[] im = spectrum.im();
        reorder(re, im, first);
        for (int half = 1; half < side; half *= 2) {
            int turn = side / (2 * half);
            for (int start = 0; start < side; start += 2 * half) {
                for (int k = 0; k < half; k++) {
                    int a = first + start + k;
                    int b = a + half;
                    double c = cosines[k * turn];
                    double s = sines[k * turn];
                    double x = re[b] * c - im[b] * s;
                    double y = re[b] * s + im[b] * c;
                    re[b] = re[a] - x;
                    im[b] = im[a] - y;
                    re[a] += x;
                    im[a] += y;
                }
            }
        }
    }

    private void reorder(double[] re, double[] im, int first) {
        for (int i = 1, j = 0; i < side; i++) {
            int bit = side >> 1;
            for (; (j & bit) != 0; bit >>= 1) {
                j ^= bit;
            }
            j ^= bit;
            if (i < j) {
                swap(re, first + i, first + j);
                swap(im, first + i, first + j);
            }
        }
    }

    private static void swap(double[] values, int a, int b) {
        double value = values[a];
        values[a] = values[b];
        values[b] = value;
    }
}
