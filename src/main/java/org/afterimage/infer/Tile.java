package org.afterimage.infer;

import java.util.ArrayList;
import java.util.List;

/**
 * A part of an image that a network is given alone.
 *
 * @param rows of it
 * @param columns of it
 */
record Tile(TileSpan rows, TileSpan columns) {

    /**
     * Cuts an image into tiles, near to squares.
     *
     * @param height rows of the image
     * @param width columns of the image
     * @param mostPixels that the network may see at once
     * @param mostSide rows or columns that it may see at once
     * @param reach of the network
     * @param multiple of which sides and beginnings are
     * @return in reading order; empty where so little room would be spent on margins
     */
    static List<Tile> of(int height, int width, long mostPixels, int mostSide, int reach, int multiple) {
        long tall = Math.min(height, mostSide);
        long wide = Math.min(width, mostSide);
        long square = (long) Math.sqrt(mostPixels);
        if (tall * wide > mostPixels) {
            if (tall <= square) {
                wide = mostPixels / tall;
            } else {
                wide = Math.min(wide, square);
                tall = mostPixels / Math.max(1, wide);
            }
        }
        List<Tile> tiles = new ArrayList<>();
        for (TileSpan rows : TileSpan.of(height, tall, reach, multiple)) {
            for (TileSpan columns : TileSpan.of(width, wide, reach, multiple)) {
                tiles.add(new Tile(rows, columns));
            }
        }
        return tiles;
    }

    /** What the network sees of a tensor. */
    Tensor cutFrom(Tensor whole) {
        int[] shape = whole.shape().clone();
        int width = shape[3];
        int planes = shape[0] * shape[1];
        float[] part = new float[planes * rows.seen() * columns.seen()];
        for (int plane = 0; plane < planes; plane++) {
            for (int row = 0; row < rows.seen(); row++) {
                System.arraycopy(
                        whole.data(),
                        (plane * shape[2] + rows.seenFrom() + row) * width + columns.seenFrom(),
                        part,
                        (plane * rows.seen() + row) * columns.seen(),
                        columns.seen());
            }
        }
        shape[2] = rows.seen();
        shape[3] = columns.seen();
        return new Tensor(part, shape);
    }

    /** Puts what is kept of an answer in its place. */
    void paste(Tensor answer, Tensor whole) {
        int height = whole.shape()[2];
        int width = whole.shape()[3];
        int planes = whole.shape()[0] * whole.shape()[1];
        for (int plane = 0; plane < planes; plane++) {
            for (int row = 0; row < rows.kept(); row++) {
                System.arraycopy(
                        answer.data(),
                        (plane * rows.seen() + rows.offset() + row) * columns.seen() + columns.offset(),
                        whole.data(),
                        (plane * height + rows.keptFrom() + row) * width + columns.keptFrom(),
                        columns.kept());
            }
        }
    }
}
