package org.afterimage.check.measure;

import java.util.OptionalDouble;
import org.afterimage.synthesize.Plane;

/**
 * A grid that goes through the result and not through the source, as strided networks leave one: in tiles, the fine structure of the
 * change is folded to periods of 2, 4 and 8 pixels, where everything but a grid averages out. Told is the deviation of the strongest
 * pattern over the deviation of the source's own fine structure.
 */
final class Lattice implements ImageMeasure {

    private static final int TILE = 128;
    private static final int REACH = 4; // of the mean that fine structure is told from
    private static final int[] PERIODS = {2, 4, 8};

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
        float[] fine = fine(image.source(), image.inside());
        float[] change = fine(Planes.difference(image.output(), image.source()), image.inside());
        int columns = image.output().columns();
        double own = deviation(fine, image.inside());
        double most = Double.NEGATIVE_INFINITY;
        for (int row = 0; row + TILE <= image.output().rows(); row += TILE) {
            for (int column = 0; column + TILE <= columns; column += TILE) {
                if (own > 0 && isMostlyInside(image.inside(), columns, row, column)) {
                    for (int period : PERIODS) {
                        most = Math.max(most, folded(change, columns, row, column, period) / own);
                    }
                }
            }
        }
        return Double.isInfinite(most) ? OptionalDouble.empty() : OptionalDouble.of(most);
    }

    /** The deviation of the mean of all pixels with the same place in the period, over those places. */
    private static double folded(float[] values, int columns, int row, int column, int period) {
        double[] sums = new double[period * period];
        for (int r = 0; r < TILE; r++) {
            for (int c = 0; c < TILE; c++) {
                sums[r % period * period + c % period] += values[(row + r) * columns + column + c];
            }
        }
        double count = (double) TILE * TILE / sums.length;
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

    private static double deviation(float[] fine, boolean[] inside) {
        double squares = 0;
        int count = 0;
        for (int i = 0; i < fine.length; i++) {
            if (inside[i]) {
                squares += fine[i] * fine[i];
                count++;
            }
        }
        return count == 0 ? 0 : Math.sqrt(squares / count);
    }

    /** What is not inside has no fine structure, and weakens a pattern only. */
    private static boolean isMostlyInside(boolean[] inside, int columns, int row, int column) {
        int count = 0;
        for (int r = 0; r < TILE; r++) {
            for (int c = 0; c < TILE; c++) {
                count += inside[(row + r) * columns + column + c] ? 1 : 0;
            }
        }
        return count >= TILE * TILE / 2;
    }
}
