package org.afterimage.dicom.io;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.zip.Inflater;
import java.util.zip.InflaterInputStream;
import java.util.zip.ZipException;

/** Inflates a deflated data set (PS3.5 A.5, RFC 1951) as it is read, and stops at the limits of a compression bomb. */
final class InflatedInput extends InputStream {

    /** Below this many inflated bytes the ratio does no harm: an empty image compresses a thousandfold. */
    private static final long RATIO_APPLIES_FROM = 32L << 20;

    private final Inflater inflater = new Inflater(true);
    private final InflaterInputStream in;
    private final Limits limits;
    private boolean finished;

    InflatedInput(InputStream deflated, Limits limits) {
        this.in = new InflaterInputStream(deflated, inflater, 8192);
        this.limits = limits;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
        if (finished) {
            return -1;
        }
        try {
            int count = in.read(buffer, offset, length);
            check();
            if (count < 0) {
                close();
            }
            return count;
        } catch (ZipException e) {
            throw new DicomFormatException(
                    "The deflated data set is damaged at byte " + inflater.getBytesRead() + ".", e);
        } catch (EOFException e) {
            throw new DicomFormatException(
                    "The deflated data set ends early, at byte " + inflater.getBytesRead() + ".", e);
        }
    }

    private void check() throws DicomFormatException {
        long inflated = inflater.getBytesWritten();
        if (inflated > limits.maxInflatedBytes()) {
            throw new DicomFormatException("The deflated data set inflates to more than the "
                    + limits.maxInflatedBytes() + " bytes allowed, at byte " + inflater.getBytesRead() + ".");
        }
        if (inflated > RATIO_APPLIES_FROM && inflated / inflater.getBytesRead() >= limits.maxInflateRatio()) {
            throw new DicomFormatException("The deflated data set inflates more than the " + limits.maxInflateRatio()
                    + " times allowed, at byte " + inflater.getBytesRead() + ".");
        }
    }

    /** Frees the inflater; the deflated stream is its owner's to close. */
    @Override
    public void close() {
        finished = true;
        inflater.end();
    }
}
