package org.afterimage.check.measure;

/**
 * The smallest rectangle that holds all pixels that count; nothing at all where none does.
 *
 * @param top its first row
 * @param left its first column
 * @param rows its height
 * @param columns its width
 */
record Bounds(int top, int left, int rows, int columns) {

    /**
     * The bounds of a mask.
     *
     * @param inside row-major
     * @param columns width of the mask
     */
    static Bounds of(boolean[] inside, int columns) {
        int top = -1;
        int bottom = -1;
        int left = columns;
        int right = -1;
        for (int row = 0; row < inside.length / columns; row++) {
            int first = 0;
            while (first < columns && !inside[row * columns + first]) {
                first++;
            }
            if (first < columns) {
                int last = columns - 1;
                while (!inside[row * columns + last]) {
                    last--;
                }
                top = top < 0 ? row : top;
                bottom = row;
                left = Math.min(left, first);
                right = Math.max(right, last);
            }
        }
        return top < 0 ? new Bounds(0, 0, 0, 0) : new Bounds(top, left, bottom - top + 1, right - left + 1);
    }
}
