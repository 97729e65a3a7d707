package org.afterimage.dicom.pixel;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.afterimage.dicom.io.DicomFormatException;

/** Decodes frames in RLE Lossless: a header and, for each byte of a pixel, a run-length coded segment (PS3.5 Annex G). */
final class RleDecoder {

    private static final int HEADER_LENGTH = 64;
    private static final int MAXIMUM_SEGMENTS = 15;

    /** Two bytes say at the most: repeat one byte 128 times. */
    private static final int BEST_RATIO = 64;

    private final int pixels;
    private final int bytesPerPixel;

    /** A decoder for monochrome frames of whole bytes. */
    RleDecoder(PixelFormat format) {
        this.pixels = (int) format.frameSamples();
        this.bytesPerPixel = format.bitsAllocated() / 8;
    }

    /** The frame as uncompressed little-endian bytes. */
    byte[] decode(byte[] frame) throws DicomFormatException {
        long needed = (long) pixels * bytesPerPixel;
        if (frame.length < HEADER_LENGTH || needed > (long) frame.length * BEST_RATIO) {
            throw new DicomFormatException("A compressed frame holds " + frame.length + " bytes, too few for the "
                    + needed + " bytes of an image of its size.");
        }
        ByteBuffer header = ByteBuffer.wrap(frame).order(ByteOrder.LITTLE_ENDIAN);
        int segments = header.getInt();
        if (segments != bytesPerPixel || segments > MAXIMUM_SEGMENTS) {
            throw new DicomFormatException(
                    "A compressed frame has " + segments + " segments, " + bytesPerPixel + " are needed.");
        }
        byte[] decoded = new byte[Math.toIntExact(needed)];
        for (int segment = 0; segment < segments; segment++) {
            int start = header.getInt((segment + 1) * Integer.BYTES);
            int end = segment + 1 < segments ? header.getInt((segment + 2) * Integer.BYTES) : frame.length;
            if (start < HEADER_LENGTH || end < start || end > frame.length) {
                throw new DicomFormatException(
                        "Segment " + (segment + 1) + " of a compressed frame lies outside of it.");
            }
            // The first segment holds the most significant bytes (PS3.5 G.2).
            decodeSegment(frame, start, end, decoded, segments - 1 - segment);
        }
        return decoded;
    }

    /** Decodes one segment (PS3.5 G.3.2) to every n-th byte; what follows the last pixel is padding. */
    private void decodeSegment(byte[] frame, int start, int end, byte[] decoded, int offset)
            throws DicomFormatException {
        int at = start;
        int pixel = 0;
        while (pixel < pixels && at < end) {
            int control = frame[at++];
            if (control == -128) {
                continue;
            }
            int run = Math.min(control >= 0 ? control + 1 : 1 - control, pixels - pixel);
            if (at + (control >= 0 ? run : 1) > end) {
                break;
            }
            for (int i = 0; i < run; i++) {
                decoded[(pixel + i) * bytesPerPixel + offset] = frame[control >= 0 ? at + i : at];
            }
            at += control >= 0 ? control + 1 : 1;
            pixel += run;
        }
        if (pixel < pixels) {
            throw new DicomFormatException(
                    "A segment of a compressed frame ends after " + pixel + " of " + pixels + " pixels.");
        }
    }
}
