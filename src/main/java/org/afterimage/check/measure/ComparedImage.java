package org.afterimage.check.measure;

import java.util.List;
import java.util.Optional;
import org.afterimage.synthesize.Plane;

/**
 * A result beside what it was made from, in one unit and polarity. The arrays are not copied and must not be written to.
 *
 * @param sources the sources on the result's matrix, the one whose place it has first
 * @param output the result
 * @param inside where there is image at all, and the result is to be judged
 * @param small the same on a matrix of at most 640 pixels a side, by means of blocks
 * @param blobs the strongest round spots of what the sources do not explain, on the small matrix
 * @param suspected what the checking network says of it; empty where there is none
 */
@SuppressWarnings("ArrayRecordComponent") // megabytes an image; never used as a key
public record ComparedImage(
        List<Plane> sources, Plane output, boolean[] inside, Small small, Blobs blobs, Optional<Suspected> suspected) {

    private static final int LONGEST_SIDE = 640;

    /**
     * The image on a smaller matrix.
     *
     * @param factor pixels of the image to one of these
     */
    public record Small(List<Plane> sources, Plane output, boolean[] inside, int factor) {
        /** The source whose place the result has. */
        public Plane source() {
            return sources.get(0);
        }
    }

    /** What a result is expected to be from its sources alone; each task has its own. */
    public interface Explanation {
        /** The result minus what the sources explain of it. */
        Plane unexplained(Small image);
    }

    public ComparedImage {
        sources = List.copyOf(sources);
    }

    /** Compares a result with its sources. */
    public static ComparedImage of(List<Plane> sources, Plane output, boolean[] inside, Explanation explanation) {
        return of(sources, output, inside, small(sources, output, inside), explanation);
    }

    /** The same where the small matrix is known. */
    public static ComparedImage of(
            List<Plane> sources, Plane output, boolean[] inside, Small small, Explanation explanation) {
        return new ComparedImage(
                sources,
                output,
                inside,
                small,
                Blobs.of(explanation.unexplained(small), small.inside()),
                Optional.empty());
    }

    /** The same with what a checking network says of it. */
    public ComparedImage with(Optional<Suspected> most) {
        return new ComparedImage(sources, output, inside, small, blobs, most);
    }

    /** The same on the small matrix alone. */
    public static Small small(List<Plane> sources, Plane output, boolean[] inside) {
        int longer = Math.max(output.rows(), output.columns());
        int factor = (longer + LONGEST_SIDE - 1) / LONGEST_SIDE;
        if (factor == 1) {
            return new Small(sources, output, inside, 1);
        }
        int rows = output.rows() / factor;
        int columns = output.columns() / factor;
        boolean[] whole = new boolean[rows * columns];
        for (int i = 0; i < whole.length; i++) {
            whole[i] = allInside(inside, output.columns(), i / columns * factor, i % columns * factor, factor);
        }
        return new Small(
                sources.stream().map(plane -> reduced(plane, factor)).toList(), reduced(output, factor), whole, factor);
    }

    /** The source whose place the result has. */
    public Plane source() {
        return sources.get(0);
    }

    private static boolean allInside(boolean[] inside, int stride, int row, int column, int factor) {
        for (int r = row; r < row + factor; r++) {
            for (int c = column; c < column + factor; c++) {
                if (!inside[r * stride + c]) {
                    return false;
                }
            }
        }
        return true;
    }

    private static Plane reduced(Plane plane, int factor) {
        int rows = plane.rows() / factor;
        int columns = plane.columns() / factor;
        float[] means = new float[rows * columns];
        for (int i = 0; i < means.length; i++) {
            double sum = 0;
            for (int r = 0; r < factor; r++) {
                for (int c = 0; c < factor; c++) {
                    sum += plane.at(i / columns * factor + r, i % columns * factor + c);
                }
            }
            means[i] = (float) (sum / (factor * factor));
        }
        return new Plane(means, rows, columns);
    }
}
