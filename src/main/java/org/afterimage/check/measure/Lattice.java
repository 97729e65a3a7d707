package org.afterimage.check.measure;

import java.util.Arrays;
import java.util.List;
import java.util.OptionalDouble;
import java.util.stream.IntStream;
import org.afterimage.synthesize.Plane;

/**
 * A grid that goes through the result and not through the source, as strided networks leave one: in tiles, the fine structure of the
 * change is folded to periods of 2, 4 and 8 pixels, where everything but a grid averages out. Told is the deviation of the strongest
 * pattern over the deviation of the source's own fine structure.
 */
final class Lattice implements ImageMeasure {

    private static final int TILE = 128;
    private static final int SMALL_TILE = 64; // where fewer than three large ones fit
    private static final int REACH = 4; // of the mean that fine structure is told from
    private static final int SHORTEST = 2;
    private static final int LONGEST = 8;

    @Override
    public String name() {
        return "lattice";
    }

    @Override
    public Suspect suspect() {
        return Suspect.ABOVE;
    }

    @Override
    public String words() {
        return "The strength of a regular grid in the result, over the source's fine structure,";
    }

    @Override
    public OptionalDouble of(ComparedImage image) {
        // Band by band: what is known of one lies in the cache, and bands know nothing of one another.
        int rows = image.output().rows();
        int tile = Math.min(rows, image.output().columns()) < 3 * TILE ? SMALL_TILE : TILE;
        List<Band> bands = IntStream.range(0, (rows + tile - 1) / tile)
                .parallel()
                .mapToObj(band -> band(image, band * tile, tile))
                .toList();
        double squares = bands.stream().mapToDouble(Band::squares).sum();
        long count = bands.stream().mapToLong(Band::count).sum();
        double own = count == 0 ? 0 : Math.sqrt(squares / count);
        double most = bands.stream()
                .mapToDouble(Band::strongest)
                .reduce(Double.NEGATIVE_INFINITY, Math::max); // which is no number where one of both is none
        return own > 0 && !Double.isInfinite(most) ? OptionalDouble.of(most / own) : OptionalDouble.empty();
    }

    /**
     * A row of tiles, or what is left of one at the lower border.
     *
     * @param squares sum of the squares of the source's fine structure
     * @param count pixels that count
     * @param strongest pattern of a whole tile; negative infinity where there is none
     */
    private record Band(double squares, int count, double strongest) {}

    private static Band band(ComparedImage image, int top, int tile) {
        int columns = image.output().columns();
        int rows = Math.min(tile, image.output().rows() - top);
        int above = Math.min(top, REACH);
        int below = Math.min(image.output().rows() - top - rows, REACH);
        int from = (top - above) * columns;
        int to = (top + rows + below) * columns;
        boolean[] inside = Arrays.copyOfRange(image.inside(), from, to);
        Plane source = part(image.source(), from, to);
        float[] fine = fine(source, inside);
        double squares = 0;
        int count = 0;
        for (int i = above * columns; i < (above + rows) * columns; i++) {
            if (inside[i]) {
                squares += fine[i] * fine[i];
                count++;
            }
        }
        double strongest = Double.NEGATIVE_INFINITY;
        if (rows == tile && count >= tile * tile / 2) {
            float[] change = fine(Planes.difference(part(image.output(), from, to), source), inside);
            for (int column = 0; column + tile <= columns; column += tile) {
                if (isMostlyInside(inside, columns, above, column, tile)) {
                    strongest = Math.max(strongest, strongest(change, columns, above, column, tile));
                }
            }
        }
        return new Band(squares, count, strongest);
    }

    private static Plane part(Plane plane, int from, int to) {
        return new Plane(Arrays.copyOfRange(plane.data(), from, to), (to - from) / plane.columns(), plane.columns());
    }

    /** The strongest pattern of a tile, of all periods: those of shorter ones are told from that of the longest. */
    private static double strongest(float[] values, int columns, int row, int column, int tile) {
        double[] sums = new double[LONGEST * LONGEST];
        for (int r = 0; r < tile; r++) {
            for (int c = 0; c < tile; c++) {
                sums[r % LONGEST * LONGEST + c % LONGEST] += values[(row + r) * columns + column + c];
            }
        }
        double most = Double.NEGATIVE_INFINITY;
        for (int period = LONGEST; period >= SHORTEST; period /= 2) {
            most = Math.max(most, deviation(folded(sums, period), (double) tile * tile / (period * period)));
        }
        return most;
    }

    private static double[] folded(double[] longest, int period) {
        double[] sums = new double[period * period];
        for (int i = 0; i < longest.length; i++) {
            sums[i / LONGEST % period * period + i % LONGEST % period] += longest[i];
        }
        return sums;
    }

    /** The deviation of the mean of all pixels with the same place in the period, over those places. */
    private static double deviation(double[] sums, double count) {
        double squares = 0;
        double sum = 0;
        for (double one : sums) {
            sum += one / count;
            squares += one / count * (one / count);
        }
        return Math.sqrt(Math.max(0, squares / sums.length - sum / sums.length * (sum / sums.length)));
    }

    private static float[] fine(Plane plane, boolean[] inside) {
        return new BoxMeans(plane, inside).differences(plane, inside, REACH);
    }

    /** What is not inside has no fine structure, and weakens a pattern only. */
    private static boolean isMostlyInside(boolean[] inside, int columns, int row, int column, int tile) {
        int count = 0;
        for (int r = 0; r < tile; r++) {
            for (int c = 0; c < tile; c++) {
                count += inside[(row + r) * columns + column + c] ? 1 : 0;
            }
        }
        return count >= tile * tile / 2;
    }
}
