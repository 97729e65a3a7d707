package org.afterimage.render;

/**
 * The values of a frame as they are stored, row by row from the top left.
 *
 * @param rows pixels from top to bottom
 * @param columns pixels from left to right
 * @param kind how a pixel is written
 * @param bytes the pixels
 */
@SuppressWarnings("ArrayRecordComponent") // handed on as it is, never compared
public record FrameValues(int rows, int columns, Kind kind, byte[] bytes) {

    /** How a pixel is written. */
    public enum Kind {
        /** Two bytes, the lower first, two's complement. */
        SIGNED_16,
        /** Two bytes, the lower first. */
        UNSIGNED_16,
        /** Red, green and blue, a byte each. */
        RGB
    }
}
