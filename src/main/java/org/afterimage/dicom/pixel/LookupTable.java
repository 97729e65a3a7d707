package org.afterimage.dicom.pixel;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.afterimage.dicom.data.DataSet;
import org.afterimage.dicom.data.Element;
import org.afterimage.dicom.data.Tag;
import org.afterimage.dicom.data.VR;
import org.afterimage.dicom.io.BulkInput;
import org.afterimage.dicom.io.DicomFormatException;

/** An item of a Modality or VOI LUT Sequence (PS3.3 C.11.1.1.1 and C.11.2.1.1). */
public final class LookupTable implements ModalityTransform, VoiTransform {

    /** What LUT Descriptor says, in 16 bits, as 0. */
    private static final int MOST_ENTRIES = 1 << 16;

    private final int[] entries;
    private final int firstValue;
    private final int bits;

    private LookupTable(int[] entries, int firstValue, int bits) {
        this.entries = entries;
        this.firstValue = firstValue;
        this.bits = bits;
    }

    /**
     * Reads a table.
     *
     * @param item an item of the sequence
     * @throws DicomFormatException when LUT Descriptor (0028,3002) or LUT Data (0028,3006) is missing, or they contradict each other
     * @throws IOException when a file that holds the LUT Data can't be read
     */
    public static LookupTable of(DataSet item) throws IOException {
        int[] descriptor = item.integers(Tag.LUT_DESCRIPTOR);
        if (descriptor.length != 3) {
            throw new DicomFormatException("LUT Descriptor (0028,3002) is missing or has not three values.");
        }
        // The number of entries and the bits have no sign, whatever VR the value between them needs.
        int count = descriptor[0] & 0xFFFF;
        int bits = descriptor[2] & 0xFFFF;
        if (bits < 1 || bits > 16) {
            throw new DicomFormatException("LUT Descriptor (0028,3002) says " + bits + " bits; 1 to 16 are allowed.");
        }
        return new LookupTable(entries(item, count == 0 ? MOST_ENTRIES : count), descriptor[1], bits);
    }

    /** The entry of a value; values beyond the ends of the table have its first or last entry. */
    @Override
    public double apply(double value) {
        long index = Math.round(value) - firstValue;
        return entries[(int) Math.min(Math.max(index, 0), entries.length - 1)];
    }

    @Override
    public double grey(double value) {
        return Math.min(apply(value) / ((1 << bits) - 1), 1);
    }

    /** How many bits an entry has, and thereby the range of what the table gives. */
    public int bits() {
        return bits;
    }

    /** Entries are 16-bit words; tables of 8 bits may also have one byte an entry. */
    private static int[] entries(DataSet item, int count) throws IOException {
        byte[] bytes = bytes(item);
        boolean words = bytes.length >= 2 * count;
        if (!words && bytes.length != count + (count & 1)) {
            throw new DicomFormatException(
                    "LUT Data (0028,3006) has " + bytes.length + " bytes for " + count + " entries.");
        }
        ByteBuffer buffer = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        int[] entries = new int[count];
        for (int i = 0; i < count; i++) {
            entries[i] = words ? buffer.getShort() & 0xFFFF : buffer.get() & 0xFF;
        }
        return entries;
    }

    private static byte[] bytes(DataSet item) throws IOException {
        Element data = item.get(Tag.LUT_DATA)
                .orElseThrow(() -> new DicomFormatException("A lookup table has no LUT Data (0028,3006)."));
        if (data instanceof Element.Value value) {
            return value.bytes();
        }
        if (data instanceof Element.Bulk bulk && !bulk.encapsulated() && bulk.length() <= 2 * MOST_ENTRIES) {
            return read(bulk);
        }
        throw new DicomFormatException("LUT Data (0028,3006) is no table of at most " + MOST_ENTRIES + " entries.");
    }

    /** The bytes little endian, as those of values in memory are. */
    private static byte[] read(Element.Bulk bulk) throws IOException {
        byte[] bytes = BulkInput.read(bulk, 0, (int) bulk.length());
        if (bulk.bigEndian() && bulk.vr() != VR.OB) {
            for (int i = 0; i + 1 < bytes.length; i += 2) {
                byte low = bytes[i + 1];
                bytes[i + 1] = bytes[i];
                bytes[i] = low;
            }
        }
        return bytes;
    }
}
