package org.afterimage.render;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32;
import java.util.zip.Deflater;

/**
 * Writes pictures as PNG (ISO/IEC 15948). The JDK's own writer tries every filter on every row, which takes longer than all else that a
 * picture needs.
 */
final class Png {

    private static final byte[] SIGNATURE = {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1A, '\n'};
    private static final int GREY = 0;
    private static final int RGB = 2;
    private static final int INDEXED = 3;
    private static final int FILTER_SUB = 1;

    private Png() {}

    static byte[] of(Picture picture, Palette palette) {
        boolean indexed = picture.channels() == 1 && palette != Palette.GREY;
        ByteArrayOutputStream out = new ByteArrayOutputStream(picture.samples().length / 2 + 1024);
        out.writeBytes(SIGNATURE);
        byte[] header = new byte[13];
        put(header, 0, picture.width());
        put(header, 4, picture.height());
        header[8] = Byte.SIZE;
        header[9] = (byte) (picture.channels() == 3 ? RGB : indexed ? INDEXED : GREY);
        chunk(out, "IHDR", header, header.length);
        if (indexed) {
            byte[] colours = palette.colours();
            byte[] opacities = palette.opacities();
            chunk(out, "PLTE", colours, colours.length);
            chunk(out, "tRNS", opacities, opacities.length);
        }
        data(out, picture, !indexed);
        chunk(out, "IEND", new byte[0], 0);
        return out.toByteArray();
    }

    private static void data(ByteArrayOutputStream out, Picture picture, boolean filtered) {
        Deflater deflater = new Deflater(Deflater.BEST_SPEED);
        try {
            deflater.setInput(rows(picture, filtered));
            deflater.finish();
            byte[] buffer = new byte[64 * 1024];
            while (!deflater.finished()) {
                int count = deflater.deflate(buffer);
                chunk(out, "IDAT", buffer, count);
            }
        } finally {
            deflater.end();
        }
    }

    /** The rows, each behind its filter; neighbours in a tissue differ little, neighbours in a palette by chance. */
    private static byte[] rows(Picture picture, boolean filtered) {
        int length = picture.width() * picture.channels();
        int back = picture.channels();
        byte[] samples = picture.samples();
        byte[] rows = new byte[picture.height() * (length + 1)];
        for (int y = 0; y < picture.height(); y++) {
            int from = y * length;
            int to = y * (length + 1);
            if (filtered) {
                rows[to] = FILTER_SUB;
                System.arraycopy(samples, from, rows, to + 1, back);
                for (int i = back; i < length; i++) {
                    rows[to + 1 + i] = (byte) (samples[from + i] - samples[from + i - back]);
                }
            } else {
                System.arraycopy(samples, from, rows, to + 1, length);
            }
        }
        return rows;
    }

    private static void chunk(ByteArrayOutputStream out, String type, byte[] data, int length) {
        byte[] word = new byte[4];
        put(word, 0, length);
        out.writeBytes(word);
        byte[] name = type.getBytes(StandardCharsets.US_ASCII);
        out.writeBytes(name);
        out.write(data, 0, length);
        CRC32 crc = new CRC32();
        crc.update(name);
        crc.update(data, 0, length);
        put(word, 0, (int) crc.getValue());
        out.writeBytes(word);
    }

    private static void put(byte[] target, int at, int value) {
        target[at] = (byte) (value >> 24);
        target[at + 1] = (byte) (value >> 16);
        target[at + 2] = (byte) (value >> 8);
        target[at + 3] = (byte) value;
    }
}
