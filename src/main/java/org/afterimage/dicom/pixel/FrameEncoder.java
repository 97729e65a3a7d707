package org.afterimage.dicom.pixel;

import org.afterimage.dicom.io.TransferSyntax;

/** Encodes monochrome frames without loss (PS3.5 8.2). Without state: one instance serves every thread. */
interface FrameEncoder {

    /** The transfer syntax that it encodes to. */
    TransferSyntax transferSyntax();

    /**
     * Encodes one frame.
     *
     * @param stored stored values, row by row, each within {@link PixelFormat#minimum} and {@link PixelFormat#maximum}
     * @param format a monochrome format with 8 or 16 bits allocated
     * @return the frame, not padded to an even length
     */
    byte[] encode(int[] stored, PixelFormat format);
}
