package org.afterimage.dicom.pixel;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/** The codes of the significance of quads (ITU-T T.814 Annex C), looked up by context and the next seven bits. */
final class HtVlcTable {

    private static final int LONGEST = 7;
    private static final HtVlcTable[] TABLES = read();

    /** Length in bits 0 to 2, whether u follows in 3, significance from 4, e^1 from 8, e^k from 12. */
    private final short[] entries = new short[8 << LONGEST];

    private HtVlcTable() {}

    /** The table of the first row of quads in a block, or of the others. */
    static HtVlcTable of(boolean firstRow) {
        return TABLES[firstRow ? 0 : 1];
    }

    /** What stands at the head of seven bits in a context: see the fields of an entry. */
    int entry(int context, int bits) {
        return entries[context << LONGEST | bits];
    }

    static int length(int entry) {
        return entry & 7;
    }

    static boolean hasOffset(int entry) {
        return (entry & 8) != 0;
    }

    static int significance(int entry) {
        return entry >> 4 & 15;
    }

    static int knownOnes(int entry) {
        return entry >> 8 & 15;
    }

    static int known(int entry) {
        return entry >> 12 & 15;
    }

    private void add(String[] row) {
        int[] fields = new int[row.length];
        for (int i = 0; i < row.length; i++) {
            fields[i] = Integer.parseInt(row[i]);
        }
        int length = fields[7];
        int entry = length | fields[3] << 3 | fields[2] << 4 | fields[5] << 8 | fields[4] << 12;
        for (int rest = 0; rest < 1 << (LONGEST - length); rest++) {
            entries[fields[1] << LONGEST | rest << length | fields[6]] = (short) entry;
        }
    }

    private static HtVlcTable[] read() {
        HtVlcTable[] tables = {new HtVlcTable(), new HtVlcTable()};
        try (InputStream stream = HtVlcTable.class.getResourceAsStream("vlc-codes.txt")) {
            if (stream == null) {
                throw new IllegalStateException("The program lacks its table vlc-codes.txt.");
            }
            BufferedReader reader = new BufferedReader(new InputStreamReader(stream, StandardCharsets.US_ASCII));
            reader.lines()
                    .filter(line -> !line.startsWith("#"))
                    .map(line -> line.split(" "))
                    .forEach(row -> tables[Integer.parseInt(row[0])].add(row));
            return tables;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
