package org.afterimage.dicom.pixel;

import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import org.afterimage.dicom.io.DicomFormatException;

/** Encodes one component without loss: one tile, one quality layer, the reversible wavelet (ITU-T T.800). */
final class J2kEncoder {

    private static final int MOST_LEVELS = 5;
    private static final int GUARD_BITS = 2;
    private static final int BLOCK_SIDE = 6;
    private static final int PRECINCT_AS_LARGE_AS_CAN_BE = 0xFF;
    private static final int FIRST_LENGTH_BITS = 3;

    private final int columns;
    private final int rows;
    private final int precision;
    private final boolean signed;
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();

    J2kEncoder(int columns, int rows, int precision, boolean signed) {
        this.columns = columns;
        this.rows = rows;
        this.precision = precision;
        this.signed = signed;
    }

    /** Encodes samples, row by row. */
    byte[] encode(int[] samples) {
        int levels = Math.min(MOST_LEVELS, 31 - Integer.numberOfLeadingZeros(Math.min(columns, rows)));
        int[] values = samples.clone();
        if (!signed) {
            for (int i = 0; i < values.length; i++) {
                values[i] -= 1 << (precision - 1);
            }
        }
        J2kTileComponent component = layOut(levels);
        J2kWavelet.forward(values, component.resolutions);
        header(levels);
        ByteArrayOutputStream packets = new ByteArrayOutputStream(samples.length);
        for (J2kPrecinct precinct : component.precincts) {
            packet(precinct, values, packets);
        }
        put(2, 0xFF90, 10, 0);
        put(4, packets.size() + 14);
        put(1, 0, 1);
        put(2, 0xFF93);
        out.writeBytes(packets.toByteArray());
        put(2, 0xFFD9);
        return out.toByteArray();
    }

    private J2kTileComponent layOut(int levels) {
        byte[] precincts = new byte[levels + 1];
        Arrays.fill(precincts, (byte) PRECINCT_AS_LARGE_AS_CAN_BE);
        J2kCodingStyle style = new J2kCodingStyle(levels, BLOCK_SIDE, BLOCK_SIDE, 0, true, precincts);
        int[] steps = new int[3 * levels + 1];
        Arrays.setAll(steps, band -> exponent(band) << 11);
        J2kQuantization quantization = new J2kQuantization(0, GUARD_BITS, steps);
        try {
            J2kArea area = new J2kArea(0, 0, columns, rows);
            return new J2kTileComponent(area, 0, style, quantization, precision, 0, J2kBudget.unlimited());
        } catch (DicomFormatException e) {
            throw new IllegalStateException(e); // The styles are this class's own.
        }
    }

    /** The bits that a subband needs, by its number from the lowest. */
    private int exponent(int band) {
        return precision + (band == 0 ? 0 : band % 3 == 0 ? 2 : 1);
    }

    private void header(int levels) {
        put(2, 0xFF4F, 0xFF51, 41, 0);
        put(4, columns, rows, 0, 0, columns, rows, 0, 0);
        put(2, 1);
        put(1, (signed ? 0x80 : 0) | (precision - 1), 1, 1);
        put(2, 0xFF52, 12);
        put(1, 0, 0);
        put(2, 1);
        put(1, 0, levels, BLOCK_SIDE - 2, BLOCK_SIDE - 2, 0, 1);
        put(2, 0xFF5C, 3 * levels + 4);
        put(1, GUARD_BITS << 5);
        for (int band = 0; band <= 3 * levels; band++) {
            put(1, exponent(band) << 3);
        }
    }

    private void put(int bytes, int... values) {
        for (int value : values) {
            for (int i = bytes - 1; i >= 0; i--) {
                out.write(value >> 8 * i);
            }
        }
    }

    private void packet(J2kPrecinct precinct, int[] values, ByteArrayOutputStream packets) {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        J2kHeaderBitWriter bits = new J2kHeaderBitWriter(packets);
        bits.write(1);
        for (J2kPrecinct.Part part : precinct.parts) {
            if (!part.blocks.isEmpty()) {
                blocks(part, values, bits, body);
            }
        }
        bits.end();
        packets.writeBytes(body.toByteArray());
    }

    private void blocks(J2kPrecinct.Part part, int[] values, J2kHeaderBitWriter bits, ByteArrayOutputStream body) {
        J2kBlockEncoder[] encoders = new J2kBlockEncoder[part.blocks.size()];
        for (int i = 0; i < encoders.length; i++) {
            encoders[i] = encoder(part.blocks.get(i).area, part.band, values);
            boolean empty = encoders[i].planes() == 0;
            part.inclusion.set(i % part.across, i / part.across, empty ? 1 : 0);
            if (!empty) {
                part.zeroPlanes.set(i % part.across, i / part.across, zeroPlanes(part.band, encoders[i]));
            }
        }
        boolean[] inclusionTold = part.inclusion.nothingTold();
        boolean[] zeroPlanesTold = part.zeroPlanes.nothingTold();
        for (int i = 0; i < encoders.length; i++) {
            int x = i % part.across;
            int y = i / part.across;
            part.inclusion.write(x, y, 1, inclusionTold, bits);
            if (encoders[i].planes() > 0) {
                part.zeroPlanes.write(x, y, zeroPlanes(part.band, encoders[i]) + 1, zeroPlanesTold, bits);
                byte[] segment = encoders[i].encode();
                passes(encoders[i].passes(), bits);
                length(segment.length, encoders[i].passes(), bits);
                body.writeBytes(segment);
            }
            encoders[i] = null;
        }
    }

    private static int zeroPlanes(J2kBand band, J2kBlockEncoder encoder) {
        return band.magnitudeBits() - encoder.planes();
    }

    private J2kBlockEncoder encoder(J2kArea area, J2kBand band, int[] values) {
        int[] block = new int[area.width() * area.height()];
        int left = band.column() + area.x0() - band.area().x0();
        int top = band.row() + area.y0() - band.area().y0();
        for (int y = 0; y < area.height(); y++) {
            System.arraycopy(values, (top + y) * columns + left, block, y * area.width(), area.width());
        }
        return new J2kBlockEncoder(block, area.width(), area.height(), band.orientation());
    }

    /** Table B.4. */
    private static void passes(int passes, J2kHeaderBitWriter bits) {
        if (passes == 1) {
            bits.write(0);
        } else if (passes == 2) {
            bits.write(0b10, 2);
        } else if (passes <= 5) {
            bits.write(0b1100 | (passes - 3), 4);
        } else if (passes <= 36) {
            bits.write(0b1111 << 5 | (passes - 6), 9);
        } else {
            bits.write(0b111111111 << 7 | (passes - 37), 16);
        }
    }

    private static void length(int length, int passes, J2kHeaderBitWriter bits) {
        int lengthBits = FIRST_LENGTH_BITS + 31 - Integer.numberOfLeadingZeros(passes);
        while (length >> lengthBits != 0) {
            bits.write(1);
            lengthBits++;
        }
        bits.write(0);
        bits.write(length, lengthBits);
    }
}
