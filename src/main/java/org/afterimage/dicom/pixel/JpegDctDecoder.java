package org.afterimage.dicom.pixel;

import java.util.Arrays;
import org.afterimage.dicom.io.DicomFormatException;

/** Decodes the scans of the sequential DCT processes 1, 2 and 4 (ITU-T T.81 Annexes A and F). */
final class JpegDctDecoder {

    private static final int BLOCK = 64;
    private static final int SIDE = 8;

    /** Figure A.6. */
    private static final int[] ZIGZAG = {
        0, 1, 8, 16, 9, 2, 3, 10, 17, 24, 32, 25, 18, 11, 4, 5, 12, 19, 26, 33, 40, 48, 41, 34, 27, 20, 13, 6, 7, 14,
        21, 28, 35, 42, 49, 56, 57, 50, 43, 36, 29, 22, 15, 23, 30, 37, 44, 51, 58, 59, 52, 45, 38, 31, 39, 46, 53, 60,
        61, 54, 47, 55, 62, 63
    };

    /** The cosines of A.3.3 by frequency and place, with their factors. */
    private static final double[] COSINES = cosines();

    private final JpegFrame frame;
    private final short[][] planes;
    private final int[] strides;
    private final int[] dc;
    private final int[] coefficients = new int[BLOCK];
    private final double[] rows = new double[BLOCK];

    JpegDctDecoder(JpegFrame frame) {
        this.frame = frame;
        int count = frame.components().size();
        planes = new short[count][];
        strides = new int[count];
        dc = new int[count];
        for (int i = 0; i < count; i++) {
            JpegFrame.Component component = frame.components().get(i);
            strides[i] = unitsAcross() * component.horizontal() * SIDE;
            planes[i] = new short[Math.multiplyExact(strides[i], unitsDown() * component.vertical() * SIDE)];
        }
    }

    private int unitsAcross() {
        return ceilingOf(frame.columns(), SIDE * frame.maximumHorizontal());
    }

    private int unitsDown() {
        return ceilingOf(frame.rows(), SIDE * frame.maximumVertical());
    }

    private static int ceilingOf(int dividend, int divisor) {
        return (dividend + divisor - 1) / divisor;
    }

    /**
     * Decodes one scan.
     *
     * @param quantization the table of each component of the scan, in zigzag order
     */
    void decode(
            JpegScan scan,
            JpegHuffmanTable[] dcTables,
            JpegHuffmanTable[] acTables,
            int[][] quantization,
            int restartInterval,
            JpegBits bits)
            throws DicomFormatException {
        boolean single = dcTables.length == 1;
        JpegFrame.Component only = frame.components().get(scan.components().get(0));
        int across = single
                ? ceilingOf(ceilingOf(frame.columns() * only.horizontal(), frame.maximumHorizontal()), SIDE)
                : unitsAcross();
        int down = single
                ? ceilingOf(ceilingOf(frame.rows() * only.vertical(), frame.maximumVertical()), SIDE)
                : unitsDown();
        Arrays.fill(dc, 0);
        for (int unit = 0; unit < across * down; unit++) {
            if (restartInterval != 0 && unit != 0 && unit % restartInterval == 0) {
                bits.restart();
                Arrays.fill(dc, 0);
            }
            int x = unit % across;
            int y = unit / across;
            for (int i = 0; i < dcTables.length; i++) {
                int place = scan.components().get(i);
                int horizontal = single ? 1 : frame.components().get(place).horizontal();
                int vertical = single ? 1 : frame.components().get(place).vertical();
                for (int block = 0; block < horizontal * vertical; block++) {
                    int last = coefficients(place, dcTables[i], acTables[i], quantization[i], bits);
                    int column = x * horizontal + block % horizontal;
                    int row = y * vertical + block / horizontal;
                    transform(last, planes[place], (row * strides[place] + column) * SIDE, strides[place]);
                }
            }
        }
    }

    /** Decodes and dequantizes a block (F.2.2); says which coefficient in zigzag order is the last that is not zero. */
    private int coefficients(
            int component, JpegHuffmanTable dcTable, JpegHuffmanTable acTable, int[] quantization, JpegBits bits)
            throws DicomFormatException {
        Arrays.fill(coefficients, 0);
        dc[component] = (short) (dc[component] + bits.readSigned(dcTable.decode(bits) & 15));
        coefficients[0] = dc[component] * quantization[0];
        int last = 0;
        for (int k = 1; k < BLOCK; k++) {
            int symbol = acTable.decode(bits);
            int category = symbol & 15;
            if (category == 0) {
                if (symbol != 0xF0) {
                    break;
                }
                k += 15;
                continue;
            }
            k += symbol >> 4;
            if (k >= BLOCK) {
                throw new DicomFormatException("A block of a compressed frame has more than 64 coefficients.");
            }
            coefficients[ZIGZAG[k]] = bits.readSigned(category) * quantization[k];
            last = k;
        }
        return last;
    }

    /** The inverse transform (A.3.3), level shift and limits (A.3.1). */
    private void transform(int last, short[] plane, int at, int stride) {
        int centre = 1 << (frame.precision() - 1);
        int maximum = 2 * centre - 1;
        if (last == 0) {
            short level = (short) limit(Math.floorDiv(coefficients[0] + 4, 8) + centre, maximum);
            for (int y = 0; y < SIDE; y++) {
                Arrays.fill(plane, at + y * stride, at + y * stride + SIDE, level);
            }
            return;
        }
        for (int v = 0; v < SIDE; v++) {
            for (int x = 0; x < SIDE; x++) {
                double sum = 0;
                for (int u = 0; u < SIDE; u++) {
                    sum += coefficients[v * SIDE + u] * COSINES[u * SIDE + x];
                }
                rows[v * SIDE + x] = sum;
            }
        }
        for (int y = 0; y < SIDE; y++) {
            for (int x = 0; x < SIDE; x++) {
                double sum = 0;
                for (int v = 0; v < SIDE; v++) {
                    sum += rows[v * SIDE + x] * COSINES[v * SIDE + y];
                }
                plane[at + y * stride + x] = (short) limit((int) Math.floor(sum + 0.5) + centre, maximum);
            }
        }
    }

    private static int limit(int value, int maximum) {
        return Math.max(0, Math.min(maximum, value));
    }

    /** The samples of all components side by side; those of sparser components are repeated (A.1.1). */
    void collect(int[] samples) {
        int count = planes.length;
        for (int i = 0; i < count; i++) {
            JpegFrame.Component component = frame.components().get(i);
            int at = i;
            for (int y = 0; y < frame.rows(); y++) {
                int line = y * component.vertical() / frame.maximumVertical() * strides[i];
                for (int x = 0; x < frame.columns(); x++, at += count) {
                    samples[at] = planes[i][line + x * component.horizontal() / frame.maximumHorizontal()];
                }
            }
        }
    }

    private static double[] cosines() {
        double[] cosines = new double[BLOCK];
        for (int u = 0; u < SIDE; u++) {
            double factor = u == 0 ? Math.sqrt(0.125) : 0.5;
            for (int x = 0; x < SIDE; x++) {
                cosines[u * SIDE + x] = factor * Math.cos((2 * x + 1) * u * Math.PI / 16);
            }
        }
        return cosines;
    }
}
