package org.afterimage.dicom.pixel;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import org.afterimage.dicom.io.DicomFormatException;
import org.afterimage.dicom.io.TransferSyntax;

/** RLE Lossless: a header and, for each byte of a pixel, a run-length coded segment (PS3.5 Annex G). */
final class RleCodec implements FrameCodec, FrameEncoder {

    private static final int HEADER_LENGTH = 64;
    private static final int MAXIMUM_SEGMENTS = 15;
    private static final int LONGEST_RUN = 128;

    /** Two bytes say at the most: repeat one byte 128 times. */
    private static final int BEST_RATIO = 64;

    @Override
    public List<TransferSyntax> transferSyntaxes() {
        return List.of(TransferSyntax.RLE_LOSSLESS);
    }

    @Override
    public TransferSyntax transferSyntax() {
        return TransferSyntax.RLE_LOSSLESS;
    }

    @Override
    public int[] decode(byte[] frame, PixelFormat format) throws DicomFormatException {
        int bytesPerSample = format.bitsAllocated() / 8;
        int bytesPerPixel = bytesPerSample * format.samplesPerPixel();
        long needed = format.frameSamples() * bytesPerSample;
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
        int[] stored = StoredValues.allocate(format);
        byte[] decoded = new byte[Math.toIntExact(needed)];
        for (int segment = 0; segment < segments; segment++) {
            int start = header.getInt((segment + 1) * Integer.BYTES);
            int end = segment + 1 < segments ? header.getInt((segment + 2) * Integer.BYTES) : frame.length;
            if (start < HEADER_LENGTH || end < start || end > frame.length) {
                throw new DicomFormatException(
                        "Segment " + (segment + 1) + " of a compressed frame lies outside of it.");
            }
            decodeSegment(frame, start, end, decoded, offset(segment, bytesPerSample), bytesPerPixel);
        }
        StoredValues.unpack(decoded, format, stored);
        return stored;
    }

    /** Where a segment's byte lies in a pixel: the most significant byte of a sample comes first (PS3.5 G.2). */
    private static int offset(int segment, int bytesPerSample) {
        int sample = segment / bytesPerSample;
        return sample * bytesPerSample + bytesPerSample - 1 - segment % bytesPerSample;
    }

    /** Decodes one segment (PS3.5 G.3.2) to every n-th byte; what follows the last pixel is padding. */
    private static void decodeSegment(byte[] frame, int start, int end, byte[] decoded, int offset, int bytesPerPixel)
            throws DicomFormatException {
        int pixels = decoded.length / bytesPerPixel;
        int at = start;
        int pixel = 0;
        while (pixel < pixels && at < end) {
            int control = frame[at++];
            if (control == -LONGEST_RUN) {
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

    @Override
    public byte[] encode(int[] stored, PixelFormat format) {
        byte[] cells = StoredValues.pack(stored, format);
        int segments = format.bitsAllocated() / 8;
        ByteBuffer header = ByteBuffer.allocate(HEADER_LENGTH).order(ByteOrder.LITTLE_ENDIAN);
        header.putInt(segments);
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        byte[] row = new byte[format.columns()];
        for (int segment = 0; segment < segments; segment++) {
            header.putInt(HEADER_LENGTH + body.size());
            int offset = offset(segment, segments);
            for (int y = 0; y < format.rows(); y++) {
                for (int x = 0; x < row.length; x++) {
                    row[x] = cells[(y * row.length + x) * segments + offset];
                }
                encodeRow(row, body); // No run goes beyond a row (PS3.5 G.3).
            }
            if (body.size() % 2 != 0) {
                body.write(0); // Each segment has an even length (PS3.5 G.4).
            }
        }
        byte[] frame = new byte[HEADER_LENGTH + body.size()];
        System.arraycopy(header.array(), 0, frame, 0, HEADER_LENGTH);
        System.arraycopy(body.toByteArray(), 0, frame, HEADER_LENGTH, body.size());
        return frame;
    }

    private static void encodeRow(byte[] row, ByteArrayOutputStream out) {
        int at = 0;
        while (at < row.length) {
            int same = runLength(row, at);
            if (same >= 2) {
                out.write(1 - same);
                out.write(row[at]);
                at += same;
                continue;
            }
            int end = at + 1;
            // Two equal bytes within a literal run gain nothing; three do.
            while (end < row.length && end - at < LONGEST_RUN && runLength(row, end) < 3) {
                end++;
            }
            out.write(end - at - 1);
            out.write(row, at, end - at);
            at = end;
        }
    }

    private static int runLength(byte[] row, int at) {
        int end = at + 1;
        while (end < row.length && end - at < LONGEST_RUN && row[end] == row[at]) {
            end++;
        }
        return end - at;
    }
}
