package org.afterimage.dicom.pixel;

import org.afterimage.dicom.io.DicomFormatException;

/** The bits of a JPEG-LS scan: a byte FF is followed by a byte of seven bits (ITU-T T.87 A.1 and C.1). */
final class JpegLsBits {

    private final byte[] bytes;
    private final int end;
    private int at;
    private long buffer;
    private int count;
    private boolean afterFf;

    JpegLsBits(CodeStream in) {
        this.bytes = in.bytes();
        this.at = in.position();
        this.end = in.end();
    }

    /** The next 0 to 25 bits. */
    int read(int bits) throws DicomFormatException {
        if (count < bits) {
            fill(bits);
        }
        count -= bits;
        return (int) (buffer >>> count) & ((1 << bits) - 1);
    }

    /** A number in the limited Golomb code (A.5.3). */
    int golomb(int k, int longest, int errorBits) throws DicomFormatException {
        int zeros = 0;
        while (true) {
            if (count == 0) {
                fill(1);
            }
            int run = Math.min(Long.numberOfLeadingZeros(buffer << (Long.SIZE - count)), count);
            zeros += run;
            count -= run;
            if (count > 0) {
                count--;
                break;
            }
            if (zeros > longest) {
                throw new DicomFormatException("A compressed frame holds a code that is too long.");
            }
        }
        return zeros < longest - errorBits - 1 ? (zeros << k) | read(k) : read(errorBits) + 1;
    }

    private void fill(int needed) throws DicomFormatException {
        while (count <= 48 && at < end && !(afterFf && bytes[at] < 0)) {
            int next = bytes[at++] & 0xFF;
            int bits = afterFf ? 7 : 8;
            buffer = (buffer << bits) | next;
            count += bits;
            afterFf = next == 0xFF;
        }
        if (count < needed) {
            throw new DicomFormatException("A compressed frame ends before its last pixel.");
        }
    }

    /** Where the marker behind the scan is: only a marker has a byte over 7F behind FF, and nothing is read beyond one. */
    int endOfData() {
        for (int i = at - 1; i + 1 < end; i++) {
            if ((bytes[i] & 0xFF) == 0xFF && bytes[i + 1] < 0) {
                return i;
            }
        }
        return end;
    }
}
