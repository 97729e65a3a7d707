package org.afterimage.dicom.pixel;

import org.afterimage.dicom.io.DicomFormatException;

/** Compares what a code stream announces with the data set, before memory is taken for it (PS3.5 8.2). */
final class FrameHeader {

    private FrameHeader() {}

    /**
     * Checks the size of a code stream.
     *
     * @throws DicomFormatException when it is not the one of the data set
     */
    static void check(long rows, long columns, int samples, PixelFormat format) throws DicomFormatException {
        if (rows != format.rows() || columns != format.columns() || samples != format.samplesPerPixel()) {
            throw new DicomFormatException("A compressed frame has " + rows + " rows, " + columns + " columns and "
                    + samples + " samples a pixel; the data set says " + format.rows() + ", " + format.columns()
                    + " and " + format.samplesPerPixel() + ".");
        }
    }
}
