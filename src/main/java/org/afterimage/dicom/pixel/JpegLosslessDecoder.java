package org.afterimage.dicom.pixel;

import org.afterimage.dicom.io.DicomFormatException;

/** Decodes the scans of the lossless process 14: each sample is a difference to its neighbours (ITU-T T.81 Annex H). */
final class JpegLosslessDecoder {

    /** The category of the difference 32768, which has no further bits (H.1.2.2). */
    private static final int LARGEST_CATEGORY = 16;

    private final JpegFrame frame;
    private final int[] samples;

    JpegLosslessDecoder(JpegFrame frame, int[] samples) {
        this.frame = frame;
        this.samples = samples;
    }

    /**
     * Decodes one scan.
     *
     * @param tables the Huffman table of each component of the scan
     * @param restartInterval samples of a component between restart markers, 0 for none
     */
    void decode(JpegScan scan, JpegHuffmanTable[] tables, int restartInterval, JpegBits bits)
            throws DicomFormatException {
        int columns = frame.columns();
        if (restartInterval % columns != 0) {
            throw new DicomFormatException("The restart interval of a lossless frame is no number of whole lines.");
        }
        int linesPerInterval = restartInterval == 0 ? frame.rows() : restartInterval / columns;
        for (int y = 0; y < frame.rows(); y++) {
            boolean first = y % linesPerInterval == 0;
            if (first && y > 0) {
                bits.restart();
            }
            if (tables.length == 1) {
                line(y, first, scan.components().get(0), scan, tables[0], bits);
            } else {
                interleavedLine(y, first, scan, tables, bits);
            }
        }
    }

    /** A line of one component, which is what nearly every stream has: kept tight. */
    private void line(int y, boolean first, int component, JpegScan scan, JpegHuffmanTable table, JpegBits bits)
            throws DicomFormatException {
        int step = frame.components().size();
        int width = frame.columns() * step;
        int at = y * width + component;
        for (int x = 0; x < frame.columns(); x++, at += step) {
            int difference = difference(table, bits);
            samples[at] = (prediction(at, x, first, step, width, scan) + difference) & 0xFFFF;
        }
    }

    private void interleavedLine(int y, boolean first, JpegScan scan, JpegHuffmanTable[] tables, JpegBits bits)
            throws DicomFormatException {
        int step = frame.components().size();
        int width = frame.columns() * step;
        for (int x = 0; x < frame.columns(); x++) {
            for (int i = 0; i < tables.length; i++) {
                int at = y * width + x * step + scan.components().get(i);
                int difference = difference(tables[i], bits);
                samples[at] = (prediction(at, x, first, step, width, scan) + difference) & 0xFFFF;
            }
        }
    }

    private static int difference(JpegHuffmanTable table, JpegBits bits) throws DicomFormatException {
        int category = table.decode(bits);
        if (category >= LARGEST_CATEGORY) {
            return 1 << (LARGEST_CATEGORY - 1);
        }
        return bits.readSigned(category);
    }

    /** The predictors of Table H.1, with the ones for the edges (H.1.2.1). */
    private int prediction(int at, int x, boolean firstLine, int step, int width, JpegScan scan) {
        if (firstLine) {
            return x == 0 ? 1 << (frame.precision() - scan.pointTransform() - 1) : samples[at - step];
        }
        int b = samples[at - width];
        if (x == 0) {
            return b;
        }
        int a = samples[at - step];
        int c = samples[at - width - step];
        return switch (scan.predictor()) {
            case 1 -> a;
            case 2 -> b;
            case 3 -> c;
            case 4 -> a + b - c;
            case 5 -> a + ((b - c) >> 1);
            case 6 -> b + ((a - c) >> 1);
            default -> (a + b) >> 1;
        };
    }
}
