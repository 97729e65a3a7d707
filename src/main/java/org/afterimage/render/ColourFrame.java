package org.afterimage.render;

/**
 * A frame in colour, which is shown as it is: windows are for grey levels.
 *
 * @param rows pixels from top to bottom
 * @param columns pixels from left to right
 * @param rgb red, green and blue of each pixel
 */
@SuppressWarnings("ArrayRecordComponent") // shared with nobody
record ColourFrame(int rows, int columns, byte[] rgb) implements DecodedFrame {

    @Override
    public long weight() {
        return rgb.length;
    }

    @Override
    public FrameValues values() {
        return new FrameValues(rows, columns, FrameValues.Kind.RGB, rgb);
    }
}
