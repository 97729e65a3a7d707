package org.afterimage.dicom.pixel;

import java.util.Arrays;
import org.afterimage.dicom.io.DicomFormatException;

/** Decodes the lines of a JPEG-LS scan (ITU-T T.87 Annexes A and B). */
final class JpegLsScanDecoder {

    private static final int BY_SAMPLE = 2;

    private final JpegLsModel model;
    private final JpegLsBits bits;
    private final int columns;
    private int runIndex;

    JpegLsScanDecoder(JpegLsModel model, JpegLsBits bits, int columns) {
        this.model = model;
        this.bits = bits;
        this.columns = columns;
    }

    /**
     * Decodes the scan.
     *
     * @param samples where to: rows times columns pixels of so many samples
     * @param samplesPerPixel how many samples a pixel has in that array
     * @param components which of them the scan holds
     * @param interleave 0 for one component, 1 line by line, 2 sample by sample (B.2)
     */
    void decode(int[] samples, int samplesPerPixel, int[] components, int interleave) throws DicomFormatException {
        int rows = samples.length / samplesPerPixel / columns;
        // One more on the left for Ra and Rc of the first sample, one more on the right for Rd of the last (A.2.1).
        int[][] previous = new int[components.length][columns + 2];
        int[][] current = new int[components.length][columns + 2];
        int[] runIndices = new int[components.length];
        for (int y = 0; y < rows; y++) {
            for (int i = 0; i < components.length; i++) {
                previous[i][columns + 1] = previous[i][columns];
                current[i][0] = previous[i][1];
            }
            if (interleave == BY_SAMPLE) {
                pixels(previous, current);
            } else {
                for (int i = 0; i < components.length; i++) {
                    runIndex = runIndices[i];
                    line(previous[i], current[i]);
                    runIndices[i] = runIndex;
                }
            }
            for (int i = 0; i < components.length; i++) {
                int at = y * columns * samplesPerPixel + components[i];
                for (int x = 1; x <= columns; x++, at += samplesPerPixel) {
                    samples[at] = current[i][x];
                }
            }
            int[][] above = previous;
            previous = current;
            current = above;
        }
    }

    private void line(int[] above, int[] line) throws DicomFormatException {
        int x = 1;
        while (x <= columns) {
            int context = model.context(line[x - 1], above[x], above[x - 1], above[x + 1]);
            if (context != 0) {
                line[x] = regular(context, line[x - 1], above[x], above[x - 1]);
                x++;
                continue;
            }
            int run = runLength(columns + 1 - x);
            for (int end = x + run; x < end; x++) {
                line[x] = line[x - 1];
            }
            if (x <= columns) {
                line[x] = afterRun(line[x - 1], above[x]);
                runIndex = Math.max(0, runIndex - 1);
                x++;
            }
        }
    }

    /** A line whose components are interleaved sample by sample: runs are those of all components at once (B.2.3). */
    private void pixels(int[][] above, int[][] line) throws DicomFormatException {
        int count = above.length;
        int[] contexts = new int[count];
        int x = 1;
        while (x <= columns) {
            boolean run = true;
            for (int i = 0; i < count; i++) {
                contexts[i] = model.context(line[i][x - 1], above[i][x], above[i][x - 1], above[i][x + 1]);
                run &= contexts[i] == 0;
            }
            if (!run) {
                for (int i = 0; i < count; i++) {
                    line[i][x] = regular(contexts[i], line[i][x - 1], above[i][x], above[i][x - 1]);
                }
                x++;
                continue;
            }
            int length = runLength(columns + 1 - x);
            for (int i = 0; i < count; i++) {
                Arrays.fill(line[i], x, x + length, line[i][x - 1]);
            }
            x += length;
            if (x <= columns) {
                for (int i = 0; i < count; i++) {
                    int sign = above[i][x] >= line[i][x - 1] ? 1 : -1;
                    line[i][x] = model.reconstruct(above[i][x], sign * runError(0));
                }
                runIndex = Math.max(0, runIndex - 1);
                x++;
            }
        }
    }

    private int regular(int signedContext, int ra, int rb, int rc) throws DicomFormatException {
        int sign = signedContext < 0 ? -1 : 1;
        int context = sign * signedContext;
        int predicted = model.predict(ra, rb, rc, context, sign);
        int k = model.golomb(context);
        int mapped = bits.golomb(k, model.longestCode, model.errorBits);
        int error = (mapped & 1) == 0 ? mapped >> 1 : -((mapped + 1) >> 1);
        if (model.inverted(context, k)) {
            error = -error - 1;
        }
        checkError(error);
        model.update(context, error);
        return model.reconstruct(predicted, sign * error);
    }

    /** The length of a run, at most what is left of the line (A.7.1). */
    private int runLength(int left) throws DicomFormatException {
        int length = 0;
        while (length < left && bits.read(1) == 1) {
            int full = 1 << JpegLsModel.runOrder(runIndex);
            if (length + full <= left) {
                runIndex = Math.min(runIndex + 1, JpegLsModel.lastRunIndex());
            }
            length = Math.min(length + full, left);
            if (length == left) {
                return length;
            }
        }
        if (length < left) {
            length += bits.read(JpegLsModel.runOrder(runIndex));
        }
        if (length >= left) {
            throw new DicomFormatException("A run in a compressed frame goes beyond its line.");
        }
        return length;
    }

    /** The sample that ends a run (A.7.2). */
    private int afterRun(int ra, int rb) throws DicomFormatException {
        int type = Math.abs(ra - rb) <= model.near ? 1 : 0;
        int error = runError(type);
        if (type == 1) {
            return model.reconstruct(ra, error);
        }
        return model.reconstruct(rb, ra > rb ? -error : error);
    }

    private int runError(int type) throws DicomFormatException {
        int k = model.runGolomb(type);
        int longest = model.longestCode - JpegLsModel.runOrder(runIndex) - 1;
        int mapped = bits.golomb(k, longest, model.errorBits);
        int odd = (mapped + type) & 1;
        int magnitude = (mapped + type + odd) >> 1;
        boolean negativeIsOdd = k != 0 || model.mostlyNegative(type);
        int error = negativeIsOdd == (odd == 1) ? -magnitude : magnitude;
        checkError(error);
        model.updateRun(type, error, mapped);
        return error;
    }

    private void checkError(int error) throws DicomFormatException {
        if (Math.abs(error) > model.range) {
            throw new DicomFormatException("A compressed frame holds a difference that no sample can have.");
        }
    }
}
