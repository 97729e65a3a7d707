package org.afterimage.dicom.pixel;

import org.afterimage.dicom.io.DicomFormatException;

/** A Huffman table (ITU-T T.81 Annex C and F.2.2.3). */
final class JpegHuffmanTable {

    private static final int LONGEST = 16;
    private static final int QUICK = 9;

    /** Code length and symbol of every code that begins with an index's bits, or 0 for longer codes. */
    private final short[] quick = new short[1 << QUICK];

    private final int[] lastCode = new int[LONGEST + 2];
    private final int[] symbolOffset = new int[LONGEST + 1];
    private final byte[] symbols;

    /** Reads the counts and symbols of one table (B.2.4.2). */
    JpegHuffmanTable(CodeStream in) throws DicomFormatException {
        int[] counts = new int[LONGEST + 1];
        int total = 0;
        for (int length = 1; length <= LONGEST; length++) {
            counts[length] = in.u8();
            total += counts[length];
        }
        if (total > 256) {
            throw new DicomFormatException("A Huffman table of a compressed frame has " + total + " codes.");
        }
        symbols = new byte[total];
        for (int i = 0; i < total; i++) {
            symbols[i] = (byte) in.u8();
        }
        int code = 0;
        int index = 0;
        for (int length = 1; length <= LONGEST; length++) {
            symbolOffset[length] = index - code;
            if (code + counts[length] > 1 << length) {
                throw new DicomFormatException("A Huffman table of a compressed frame has more codes than fit.");
            }
            for (int i = 0; i < counts[length]; i++, code++, index++) {
                fillQuick(code, length, symbols[index]);
            }
            lastCode[length] = code - 1;
            code <<= 1;
        }
    }

    private void fillQuick(int code, int length, byte symbol) {
        if (length <= QUICK) {
            int from = code << (QUICK - length);
            for (int i = 0; i < 1 << (QUICK - length); i++) {
                quick[from + i] = (short) (length << 8 | (symbol & 0xFF));
            }
        }
    }

    /** Decodes one symbol. */
    int decode(JpegBits bits) throws DicomFormatException {
        int next = bits.peek(LONGEST);
        int entry = quick[next >> (LONGEST - QUICK)];
        if (entry != 0) {
            bits.skip(entry >> 8);
            return entry & 0xFF;
        }
        for (int length = 1; length <= LONGEST; length++) {
            int code = next >> (LONGEST - length);
            if (code <= lastCode[length] && code + symbolOffset[length] >= 0) {
                bits.skip(length);
                return symbols[code + symbolOffset[length]] & 0xFF;
            }
        }
        throw new DicomFormatException("A compressed frame holds a code that is in none of its tables.");
    }
}
