package org.afterimage.check.measure;

/** The discrete Fourier transform of square planes whose side is a power of two (Cooley and Tukey, 1965). */
final class Fourier {

    private static final int TILE = 16; // of a transposition: what is read and what is written stay in the cache

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

    /** The transforms of two real planes, by one transform of a complex one: that of the first is its even part, of the second its odd one. */
    Spectrum[] ofTwo(double[] first, double[] second) {
        Spectrum both = new Spectrum(first.clone(), second.clone());
        transform(both);
        Spectrum a = new Spectrum(new double[first.length], new double[first.length]);
        Spectrum b = new Spectrum(new double[first.length], new double[first.length]);
        for (int i = 0; i < first.length; i++) {
            int opposite = (side - i / side) % side * side + (side - i % side) % side;
            a.re()[i] = (both.re()[i] + both.re()[opposite]) / 2;
            a.im()[i] = (both.im()[i] - both.im()[opposite]) / 2;
            b.re()[i] = (both.im()[i] + both.im()[opposite]) / 2;
            b.im()[i] = (both.re()[opposite] - both.re()[i]) / 2;
        }
        return new Spectrum[] {a, b};
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

    /** Rows, then columns; both as columns of a plane that lies turned or not. */
    private void transform(Spectrum spectrum) {
        for (int pass = 0; pass < 2; pass++) {
            double[][] re = turned(spectrum.re());
            double[][] im = turned(spectrum.im());
            columns(re, im);
            for (int row = 0; row < side; row++) {
                System.arraycopy(re[row], 0, spectrum.re(), row * side, side);
                System.arraycopy(im[row], 0, spectrum.im(), row * side, side);
            }
        }
    }

    /** The columns of a plane as rows, each an array of its own. */
    private double[][] turned(double[] plane) {
        double[][] rows = new double[side][side];
        for (int top = 0; top < side; top += TILE) {
            for (int left = 0; left < side; left += TILE) {
                for (int row = top; row < Math.min(side, top + TILE); row++) {
                    for (int column = left; column < Math.min(side, left + TILE); column++) {
                        rows[column][row] = plane[row * side + column];
                    }
                }
            }
        }
        return rows;
    }

    /** All columns side by side, each row of them with one turn: that is work for a processor's vectors. */
    private void columns(double[][] re, double[][] im) {
        reorder(re, im);
        for (int half = 1; half < side; half *= 2) {
            int turn = side / (2 * half);
            for (int start = 0; start < side; start += 2 * half) {
                for (int k = 0; k < half; k++) {
                    int a = start + k;
                    int b = a + half;
                    butterfly(re[a], im[a], re[b], im[b], cosines[k * turn], sines[k * turn]);
                }
            }
        }
    }

    /** Two rows, the second turned by an angle, become their sum and their difference. */
    private static void butterfly(double[] reA, double[] imA, double[] reB, double[] imB, double cosine, double sine) {
        for (int i = 0; i < reA.length; i++) {
            double x = reB[i] * cosine - imB[i] * sine;
            double y = reB[i] * sine + imB[i] * cosine;
            reB[i] = reA[i] - x;
            imB[i] = imA[i] - y;
            reA[i] += x;
            imA[i] += y;
        }
    }

    /** Rows change places, each with the one whose number has its bits the other way round. */
    private void reorder(double[][] re, double[][] im) {
        for (int i = 1, j = 0; i < side; i++) {
            int bit = side >> 1;
            for (; (j & bit) != 0; bit >>= 1) {
                j ^= bit;
            }
            j ^= bit;
            if (i < j) {
                swap(re, i, j);
                swap(im, i, j);
            }
        }
    }

    private static void swap(double[][] rows, int a, int b) {
        double[] row = rows[a];
        rows[a] = rows[b];
        rows[b] = row;
    }
}
