package org.afterimage.bench.hallucinations;

import java.util.Random;

/** Gives back a piece of a rib: follows what was taken away along its crest, and puts it back over the rib's width. */
final class RibLeft implements OneImage.Brush {

    private static final int TRIES = 2000;
    private static final double HALF_WIDTH_MM = 5;
    private static final double LEAST = 0.05; // of the grey range

    private final double lengthMm;

    /**
     * @param lengthMm how much of the rib is left
     */
    RibLeft(double lengthMm) {
        this.lengthMm = lengthMm;
    }

    @Override
    public boolean draw(Canvas canvas, SimulatedCase patient, Random random) {
        int columns = canvas.columns();
        double[] removed = new double[canvas.result().length];
        for (int i = 0; i < removed.length; i++) {
            removed[i] = canvas.source()[i] - canvas.result()[i];
        }
        int width = (int) Math.round(HALF_WIDTH_MM * canvas.pixelsPerMm());
        int length = (int) Math.round(lengthMm * canvas.pixelsPerMm());
        for (int k = 0; k < TRIES; k++) {
            int row = width + 2 + random.nextInt(canvas.rows() - 2 * width - 4);
            int column = random.nextInt(Math.max(1, columns - length));
            int[] crest = crest(removed, canvas, row, column, length, width);
            if (crest.length == length) {
                for (int c = 0; c < length; c++) {
                    for (int r = -width; r <= width; r++) {
                        double ends = Math.min(1, Math.min(c + 1, length - c) / 3.0);
                        double edge = Math.min(1, (width + 1 - Math.abs(r)) / 2.0);
                        int pixel = (crest[c] + r) * columns + column + c;
                        canvas.result()[pixel] += removed[pixel] * ends * edge;
                    }
                }
                return true;
            }
        }
        return false;
    }

    /** The rows of a rib's crest from a column on; shorter where the rib ends. */
    private static int[] crest(double[] removed, Canvas canvas, int row, int column, int length, int width) {
        int[] rows = new int[length];
        int at = row;
        for (int c = 0; c < length; c++) {
            int best = at;
            for (int r = at - 2; r <= at + 2; r++) {
                boolean within = r > width && r < canvas.rows() - width - 1;
                if (within
                        && removed[r * canvas.columns() + column + c] > removed[best * canvas.columns() + column + c]) {
                    best = r;
                }
            }
            int pixel = best * canvas.columns() + column + c;
            if (best <= width || best >= canvas.rows() - width - 1 || !canvas.open(pixel) || removed[pixel] < LEAST) {
                return java.util.Arrays.copyOf(rows, c);
            }
            rows[c] = best;
            at = best;
        }
        return rows;
    }
}
