package org.afterimage.dicom.pixel;

import org.afterimage.dicom.io.DicomFormatException;

/**
 * Image and tile size of a JPEG 2000 code stream, marker SIZ (ITU-T T.800 A.5.1 and B.3).
 *
 * @param x0 the left edge of the image on the reference grid
 * @param y0 the upper edge
 * @param x1 the right edge, that one not included
 * @param y1 the lower edge, that one not included
 * @param tileWidth width of a tile
 * @param tileHeight height of a tile
 * @param tileX0 the left edge of the first tile
 * @param tileY0 the upper edge of the first tile
 * @param components how many components there are
 * @param precision bits of a sample
 * @param signed whether samples are signed
 */
record J2kSize(
        long x0,
        long y0,
        long x1,
        long y1,
        long tileWidth,
        long tileHeight,
        long tileX0,
        long tileY0,
        int components,
        int precision,
        boolean signed) {

    private static final int LARGEST_PRECISION = 16;
    private static final int MOST_TILES = 65535;

    /** Reads the segment and compares it with the data set. */
    static J2kSize read(CodeStream in, PixelFormat format) throws DicomFormatException {
        in.u16(); // Capabilities: what matters of them is in the coding styles.
        long x1 = in.u32();
        long y1 = in.u32();
        long x0 = in.u32();
        long y0 = in.u32();
        long tileWidth = in.u32();
        long tileHeight = in.u32();
        long tileX0 = in.u32();
        long tileY0 = in.u32();
        int components = in.u16();
        FrameHeader.check(y1 - y0, x1 - x0, components, format);
        int depth = in.u8();
        checkNotSubsampled(in);
        for (int i = 1; i < components; i++) {
            if (in.u8() != depth) {
                throw new DicomFormatException("The components of a compressed frame differ in their bits.");
            }
            checkNotSubsampled(in);
        }
        J2kSize size = new J2kSize(
                x0,
                y0,
                x1,
                y1,
                tileWidth,
                tileHeight,
                tileX0,
                tileY0,
                components,
                (depth & 0x7F) + 1,
                (depth & 0x80) != 0);
        size.check();
        return size;
    }

    private static void checkNotSubsampled(CodeStream in) throws DicomFormatException {
        if (in.u16() != 0x0101) {
            throw new DicomFormatException("A compressed frame with subsampled components is not decoded.");
        }
    }

    private void check() throws DicomFormatException {
        boolean firstTileCoversOrigin =
                tileX0 <= x0 && tileY0 <= y0 && tileX0 + tileWidth > x0 && tileY0 + tileHeight > y0;
        if (precision > LARGEST_PRECISION
                || x1 > Integer.MAX_VALUE
                || y1 > Integer.MAX_VALUE
                || tileWidth == 0
                || tileHeight == 0
                || !firstTileCoversOrigin
                || (long) tilesAcross() * tilesDown() > MOST_TILES) {
            throw new DicomFormatException("A compressed frame has impossible tiles or bits.");
        }
    }

    int tilesAcross() {
        return (int) ((x1 - tileX0 + tileWidth - 1) / tileWidth);
    }

    int tilesDown() {
        return (int) ((y1 - tileY0 + tileHeight - 1) / tileHeight);
    }

    /** The part of the image that a tile covers, on the reference grid. */
    J2kArea tile(int index) {
        long column = index % tilesAcross();
        long row = index / tilesAcross();
        return new J2kArea(
                (int) Math.max(tileX0 + column * tileWidth, x0),
                (int) Math.max(tileY0 + row * tileHeight, y0),
                (int) Math.min(tileX0 + (column + 1) * tileWidth, x1),
                (int) Math.min(tileY0 + (row + 1) * tileHeight, y1));
    }
}
