package org.afterimage.dicom.pixel;

import java.util.HashSet;
import java.util.Set;
import org.afterimage.dicom.io.DicomFormatException;

/** Reads the segments of one JPEG frame in their order (ITU-T T.81 B.2.1 and E.2). What a frame header says decides, not the syntax. */
final class JpegDecoder {

    private static final int SOF0 = 0xFFC0;
    private static final int SOF1 = 0xFFC1;
    private static final int SOF3 = 0xFFC3;
    private static final int SOF15 = 0xFFCF;
    private static final int DHT = 0xFFC4;
    private static final int JPG = 0xFFC8;
    private static final int DAC = 0xFFCC;
    private static final int RST0 = 0xFFD0;
    private static final int RST7 = 0xFFD7;
    private static final int SOI = 0xFFD8;
    private static final int EOI = 0xFFD9;
    private static final int SOS = 0xFFDA;
    private static final int DQT = 0xFFDB;
    private static final int DRI = 0xFFDD;

    /** An end-of-block code and a DC code take a bit each: no block of 64 samples takes up less. */
    private static final int SAMPLES_PER_BYTE = 64 * 4;

    private final CodeStream in;
    private final PixelFormat format;
    private final JpegHuffmanTable[] dcTables = new JpegHuffmanTable[4];
    private final JpegHuffmanTable[] acTables = new JpegHuffmanTable[4];
    private final int[][] quantization = new int[4][];
    private final Set<Integer> decoded = new HashSet<>();
    private int restartInterval;
    private JpegFrame frame;
    private int[] samples;
    private int pointTransform;
    private JpegLosslessDecoder lossless;
    private JpegDctDecoder dct;

    JpegDecoder(byte[] bytes, PixelFormat format) {
        this.in = new CodeStream(bytes);
        this.format = format;
    }

    int[] decode() throws DicomFormatException {
        if (in.marker() != SOI) {
            throw new DicomFormatException("A compressed frame is no JPEG stream.");
        }
        while (frame == null || decoded.size() < frame.components().size()) {
            segment(in.marker());
        }
        if (dct != null) {
            dct.collect(samples);
        }
        if (pointTransform > 0) {
            for (int i = 0; i < samples.length; i++) {
                samples[i] <<= pointTransform;
            }
        }
        StoredValues.fromSamples(samples, frame.precision(), false, dct != null, format);
        return samples;
    }

    private void segment(int marker) throws DicomFormatException {
        if (marker == EOI) {
            throw new DicomFormatException("A compressed frame ends before all of its components were there.");
        }
        if (marker >= RST0 && marker <= RST7) {
            return;
        }
        CodeStream segment = in.segment();
        switch (marker) {
            case SOF0, SOF1, SOF3 -> beginFrame(segment, marker == SOF3);
            case DHT -> huffmanTables(segment);
            case DQT -> quantizationTables(segment);
            case DRI -> restartInterval = segment.u16();
            case SOS -> scan(segment);
            default -> skip(marker);
        }
    }

    private static void skip(int marker) throws DicomFormatException {
        boolean otherProcess = marker > SOF0 && marker <= SOF15 && marker != JPG;
        if (otherProcess || marker == DAC) {
            throw new DicomFormatException(String.format(
                    "A compressed frame is progressive, hierarchical or arithmetically coded (marker %04X); "
                            + "that is not decoded.",
                    marker));
        }
    }

    private void beginFrame(CodeStream segment, boolean predicted) throws DicomFormatException {
        if (frame != null) {
            throw new DicomFormatException("A compressed frame has two headers.");
        }
        frame = JpegFrame.read(segment, predicted, format);
        if (format.frameSamples() > (long) in.end() * SAMPLES_PER_BYTE) {
            throw new DicomFormatException("A compressed frame holds " + in.end() + " bytes, too few for its "
                    + format.frameSamples() + " samples.");
        }
        samples = StoredValues.allocate(format);
        if (predicted) {
            lossless = new JpegLosslessDecoder(frame, samples);
        } else {
            dct = new JpegDctDecoder(frame);
        }
    }

    private void huffmanTables(CodeStream segment) throws DicomFormatException {
        while (segment.remaining() > 0) {
            int target = segment.u8();
            (target >> 4 == 0 ? dcTables : acTables)[target & 3] = new JpegHuffmanTable(segment);
        }
    }

    private void quantizationTables(CodeStream segment) throws DicomFormatException {
        while (segment.remaining() > 0) {
            int target = segment.u8();
            int[] table = new int[64];
            for (int i = 0; i < table.length; i++) {
                table[i] = target >> 4 == 0 ? segment.u8() : segment.u16();
            }
            quantization[target & 3] = table;
        }
    }

    private void scan(CodeStream segment) throws DicomFormatException {
        if (frame == null) {
            throw new DicomFormatException("A compressed frame has a scan before its header.");
        }
        JpegScan scan = JpegScan.read(segment, frame);
        for (int component : scan.components()) {
            // Each component once: no stream keeps the decoder busy for longer than its size justifies.
            if (!decoded.add(component)) {
                throw new DicomFormatException("A compressed frame has two scans of one component.");
            }
        }
        JpegBits bits = new JpegBits(in);
        int count = scan.components().size();
        JpegHuffmanTable[] dc = new JpegHuffmanTable[count];
        JpegHuffmanTable[] ac = new JpegHuffmanTable[count];
        int[][] steps = new int[count][];
        for (int i = 0; i < count; i++) {
            dc[i] = present(dcTables[scan.dcTables().get(i)]);
            if (dct != null) {
                ac[i] = present(acTables[scan.acTables().get(i)]);
                steps[i] = present(quantization[
                        frame.components().get(scan.components().get(i)).table()]);
            }
        }
        if (dct != null) {
            dct.decode(scan, dc, ac, steps, restartInterval, bits);
        } else {
            pointTransform = scan.pointTransform();
            lossless.decode(scan, dc, restartInterval, bits);
        }
        in.moveTo(bits.endOfData());
    }

    private static <T> T present(T table) throws DicomFormatException {
        if (table == null) {
            throw new DicomFormatException("A compressed frame lacks a table that its scan needs.");
        }
        return table;
    }
}
