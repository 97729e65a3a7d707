package org.afterimage.dicom.pixel;

/**
 * A rectangle of a tile, resolution, subband, precinct or code-block in coordinates of its own grid (ITU-T T.800 B.1 to B.7).
 *
 * @param x0 left edge
 * @param y0 upper edge
 * @param x1 right edge, that one not included
 * @param y1 lower edge, that one not included
 */
record J2kArea(int x0, int y0, int x1, int y1) {

    int width() {
        return x1 - x0;
    }

    int height() {
        return y1 - y0;
    }

    boolean isEmpty() {
        return x1 <= x0 || y1 <= y0;
    }

    /** The area on a grid that is coarser by a power of two, moved by an offset first (B-14 and B-15). */
    J2kArea reduced(int levels, long offsetX, long offsetY) {
        return new J2kArea(
                ceiling(x0 - offsetX, levels),
                ceiling(y0 - offsetY, levels),
                ceiling(x1 - offsetX, levels),
                ceiling(y1 - offsetY, levels));
    }

    J2kArea intersection(long left, long top, long right, long bottom) {
        return new J2kArea((int) Math.max(x0, left), (int) Math.max(y0, top), (int) Math.min(x1, right), (int)
                Math.min(y1, bottom));
    }

    static int ceiling(long value, int levels) {
        return (int) ((value + (1L << levels) - 1) >> levels);
    }
}
