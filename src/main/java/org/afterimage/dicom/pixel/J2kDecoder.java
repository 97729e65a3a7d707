package org.afterimage.dicom.pixel;

import java.io.ByteArrayOutputStream;
import org.afterimage.dicom.io.DicomFormatException;

/** Reads the marker segments of a JPEG 2000 code stream and hands its tiles on (ITU-T T.800 Annex A). */
final class J2kDecoder {

    private static final int SOC = 0xFF4F;
    private static final int SIZ = 0xFF51;
    private static final int COD = 0xFF52;
    private static final int COC = 0xFF53;
    private static final int QCD = 0xFF5C;
    private static final int QCC = 0xFF5D;
    private static final int RGN = 0xFF5E;
    private static final int POC = 0xFF5F;
    private static final int PPM = 0xFF60;
    private static final int PPT = 0xFF61;
    private static final int SOT = 0xFF90;
    private static final int SOD = 0xFF93;
    private static final int EOC = 0xFFD9;
    private static final int BOX_SIGNATURE = 0x0000000C;
    private static final int CODE_STREAM_BOX = 0x6A703263;

    private final CodeStream in;
    private final PixelFormat format;
    private J2kSize size;
    private J2kParameters main;
    private J2kParameters[] tileParameters;
    private ByteArrayOutputStream[] tileData;

    J2kDecoder(byte[] bytes, PixelFormat format) {
        this.in = new CodeStream(bytes);
        this.format = format;
    }

    int[] decode() throws DicomFormatException {
        skipBoxes();
        if (in.marker() != SOC || in.marker() != SIZ) {
            throw new DicomFormatException("A compressed frame is no JPEG 2000 code stream.");
        }
        size = J2kSize.read(in.segment(), format);
        int[] samples = StoredValues.allocate(format);
        main = new J2kParameters(size.components());
        int tiles = size.tilesAcross() * size.tilesDown();
        tileParameters = new J2kParameters[tiles];
        tileData = new ByteArrayOutputStream[tiles];
        int marker = in.marker();
        while (marker != SOT) {
            parameters(marker, main);
            marker = in.marker();
        }
        while (marker == SOT) {
            tilePart();
            marker = in.remaining() < 2 ? EOC : in.marker();
        }
        boolean lossy = false;
        J2kBudget budget = J2kBudget.ofFrame();
        for (int i = 0; i < tiles; i++) {
            if (tileData[i] == null) {
                throw new DicomFormatException("A compressed frame lacks its tile " + i + ".");
            }
            lossy |= !tileParameters[i].coding(0).reversible();
            byte[] bytes = tileData[i].toByteArray();
            tileData[i] = null;
            new J2kTile(size, size.tile(i), tileParameters[i], budget).decode(bytes, samples);
        }
        StoredValues.fromSamples(samples, size.precision(), size.signed(), lossy, format);
        return samples;
    }

    /** Some senders leave the boxes of a JP2 file around the code stream, which PS3.5 A.4.4 does not allow. */
    private void skipBoxes() throws DicomFormatException {
        if (in.remaining() < 4 || in.u32() != BOX_SIGNATURE) {
            in.moveTo(0);
            return;
        }
        in.moveTo(0);
        while (true) {
            int start = in.position();
            long length = in.u32();
            if (in.u32() == CODE_STREAM_BOX) {
                return;
            }
            if (length < 8 || length > in.end() - start) {
                throw new DicomFormatException("A compressed frame is a JP2 file without a code stream.");
            }
            in.moveTo(start + (int) length);
        }
    }

    private void parameters(int marker, J2kParameters target) throws DicomFormatException {
        CodeStream segment = in.segment();
        switch (marker) {
            case COD -> target.codingDefault(segment);
            case COC -> target.coding(segment);
            case QCD -> target.quantizationDefault(segment);
            case QCC -> target.quantization(segment);
            case RGN -> target.region(segment);
            case POC -> target.progressions(segment);
            case PPM, PPT ->
                throw new DicomFormatException("A compressed frame with packed packet headers is not decoded.");
            default -> {
                // Comments, lengths and pointers: nothing that the decoding needs.
            }
        }
    }

    private void tilePart() throws DicomFormatException {
        int start = in.position() - 2;
        CodeStream header = in.segment();
        int tile = header.u16();
        long length = header.u32();
        if (tile >= tileData.length) {
            throw new DicomFormatException("A compressed frame has no room for its tile " + tile + ".");
        }
        if (tileData[tile] == null) {
            tileData[tile] = new ByteArrayOutputStream();
            tileParameters[tile] = new J2kParameters(main);
        }
        int marker = in.marker();
        while (marker != SOD) {
            parameters(marker, tileParameters[tile]);
            marker = in.marker();
        }
        long end = length == 0 ? in.end() : start + length;
        if (end > in.end() || end < in.position()) {
            throw new DicomFormatException("A tile-part of a compressed frame reaches beyond its end.");
        }
        tileData[tile].write(in.bytes(), in.position(), (int) end - in.position());
        in.moveTo((int) end);
    }
}
