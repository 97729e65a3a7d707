package org.afterimage.check.measure;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.IntStream;
import org.afterimage.check.measure.Fourier.Spectrum;
import org.afterimage.synthesize.Plane;

/**
 * Fourier ring correlation of result and source, patch by patch, after the idea of sFRC (Kc, Zeng et al., arXiv 2603.04673): where a patch
 * of the result correlates with the source at none of the middle spatial frequencies, its structure was lost or invented. Told is the
 * patch with the least mean over those rings; with several sources the best of them counts for each patch.
 */
final class RingCorrelation implements ImageMeasure {

    private static final int SIDE = 64;
    private static final int STEP = 32;
    private static final int FIRST_RING = 3;
    private static final int LAST_RING = 16; // half of the highest frequency
    private static final double LEAST_INSIDE = 0.9;
    private static final double LEAST_STRUCTURE = 0.25; // of the image's median patch

    private static final Fourier FOURIER = new Fourier(SIDE);
    private static final double[] WINDOW = window();
    private static final int[] RINGS = rings();

    @Override
    public String name() {
        return "ringCorrelation";
    }

    @Override
    public Suspect suspect() {
        return Suspect.BELOW;
    }

    @Override
    public String words() {
        return "The least Fourier ring correlation of a patch of result and source";
    }

    @Override
    public OptionalDouble of(ComparedImage image) {
        Patch worst = worst(image.small());
        return worst.row() < 0 ? OptionalDouble.empty() : OptionalDouble.of(worst.correlation());
    }

    @Override
    public Optional<Place> place(ComparedImage image) {
        Patch worst = worst(image.small());
        double factor = image.small().factor();
        return worst.row() < 0
                ? Optional.empty()
                : Optional.of(new Place(
                        (worst.column() + SIDE / 2.0) * factor - 0.5,
                        (worst.row() + SIDE / 2.0) * factor - 0.5,
                        SIDE / 2.0 * factor));
    }

    /** A patch by its upper left corner, which is -1 where no patch can be judged. */
    private record Patch(int row, int column, double correlation) {}

    private static Patch worst(ComparedImage.Small small) {
        double least = structure(small);
        List<Patch> patches = IntStream.range(0, along(small.output().rows()))
                .parallel()
                .mapToObj(row -> patches(small, row * STEP, least))
                .flatMap(List::stream)
                .toList();
        Patch worst = new Patch(-1, -1, Double.POSITIVE_INFINITY);
        for (Patch patch : patches) {
            // What is no number is the worst of all.
            boolean isWorse = !(patch.correlation() >= worst.correlation()) && !Double.isNaN(worst.correlation());
            worst = isWorse ? patch : worst;
        }
        return worst;
    }

    private static List<Patch> patches(ComparedImage.Small small, int row, double least) {
        List<Patch> patches = new ArrayList<>();
        for (int column = 0; column + SIDE <= small.output().columns(); column += STEP) {
            if (insidePart(small, row, column) >= LEAST_INSIDE && deviation(small.source(), row, column) >= least) {
                patches.add(new Patch(row, column, best(small, row, column)));
            }
        }
        return patches;
    }

    private static double best(ComparedImage.Small small, int row, int column) {
        Spectrum after = spectrum(small.output(), row, column);
        double best = -1;
        for (Plane source : small.sources()) {
            best = Math.max(best, correlation(spectrum(source, row, column), after));
        }
        return best;
    }

    /** The mean over the rings of each ring's correlation; a ring without power in one of both has none. */
    private static double correlation(Spectrum a, Spectrum b) {
        double[] cross = new double[LAST_RING + 1];
        double[] powerA = new double[LAST_RING + 1];
        double[] powerB = new double[LAST_RING + 1];
        for (int i = 0; i < RINGS.length; i++) {
            int ring = RINGS[i];
            if (ring >= FIRST_RING && ring <= LAST_RING) {
                cross[ring] += a.re()[i] * b.re()[i] + a.im()[i] * b.im()[i];
                powerA[ring] += a.re()[i] * a.re()[i] + a.im()[i] * a.im()[i];
                powerB[ring] += b.re()[i] * b.re()[i] + b.im()[i] * b.im()[i];
            }
        }
        double sum = 0;
        for (int ring = FIRST_RING; ring <= LAST_RING; ring++) {
            double power = Math.sqrt(powerA[ring] * powerB[ring]);
            sum += power > 0 ? cross[ring] / power : 0;
        }
        return sum / (LAST_RING - FIRST_RING + 1);
    }

    private static Spectrum spectrum(Plane plane, int row, int column) {
        double mean = 0;
        for (int i = 0; i < SIDE * SIDE; i++) {
            mean += plane.at(row + i / SIDE, column + i % SIDE);
        }
        mean /= SIDE * SIDE;
        double[] values = new double[SIDE * SIDE];
        for (int i = 0; i < values.length; i++) {
            values[i] = (plane.at(row + i / SIDE, column + i % SIDE) - mean) * WINDOW[i / SIDE] * WINDOW[i % SIDE];
        }
        return FOURIER.of(values);
    }

    /** Below this deviation a patch of the source counts as empty. */
    private static double structure(ComparedImage.Small small) {
        int across = along(small.output().columns());
        int down = along(small.output().rows());
        float[] deviations = new float[across * down];
        for (int i = 0; i < deviations.length; i++) {
            deviations[i] = (float) deviation(small.source(), i / across * STEP, i % across * STEP);
        }
        java.util.Arrays.sort(deviations);
        return deviations.length == 0 ? 0 : LEAST_STRUCTURE * deviations[deviations.length / 2];
    }

    /** How many patches lie side by side. */
    private static int along(int length) {
        return length < SIDE ? 0 : (length - SIDE) / STEP + 1;
    }

    private static double deviation(Plane plane, int row, int column) {
        double sum = 0;
        double squares = 0;
        for (int i = 0; i < SIDE * SIDE; i++) {
            double value = plane.at(row + i / SIDE, column + i % SIDE);
            sum += value;
            squares += value * value;
        }
        int count = SIDE * SIDE;
        return Math.sqrt(Math.max(0, squares / count - sum / count * (sum / count)));
    }

    private static double insidePart(ComparedImage.Small small, int row, int column) {
        int count = 0;
        for (int i = 0; i < SIDE * SIDE; i++) {
            int at = (row + i / SIDE) * small.output().columns() + column + i % SIDE;
            count += small.inside()[at] ? 1 : 0;
        }
        return (double) count / (SIDE * SIDE);
    }

    private static double[] window() {
        double[] hann = new double[SIDE];
        for (int i = 0; i < SIDE; i++) {
            hann[i] = 0.5 - 0.5 * Math.cos(2 * Math.PI * (i + 0.5) / SIDE);
        }
        return hann;
    }

    private static int[] rings() {
        int[] places = new int[SIDE * SIDE];
        for (int i = 0; i < places.length; i++) {
            places[i] = (int) Math.round(FOURIER.radius(i));
        }
        return places;
    }
}
