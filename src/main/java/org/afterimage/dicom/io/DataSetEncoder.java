package org.afterimage.dicom.io;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import org.afterimage.dicom.data.DataSet;
import org.afterimage.dicom.data.Element;
import org.afterimage.dicom.data.Tag;
import org.afterimage.dicom.data.VR;

/** Lays out elements as bytes in one little-endian encoding (PS3.5 7.1, 7.5 and A.4). */
final class DataSetEncoder {

    private static final int COPY_BUFFER = 64 * 1024;
    private static final int ITEM_HEADER = 8;

    private final OutputStream out;
    private final Encoding encoding;

    DataSetEncoder(OutputStream out, Encoding encoding) {
        if (encoding.bigEndian()) {
            throw new IllegalArgumentException("Big-endian transfer syntaxes are read, never written.");
        }
        this.out = out;
        this.encoding = encoding;
    }

    /** How many bytes a data set takes in an encoding. */
    static long lengthOf(DataSet dataSet, Encoding encoding) {
        long length = 0;
        for (Element element : dataSet) {
            // Once only: the length of a sequence is the sum of all that is in it.
            long valueLength = valueLength(element, encoding);
            length += headerLength(element, valueLength, encoding) + valueLength;
        }
        return length;
    }

    void write(DataSet dataSet) throws IOException {
        for (Element element : dataSet) {
            write(element);
        }
    }

    void write(Element element) throws IOException {
        if (element instanceof Element.Value value) {
            writeHeader(element, valueLength(element, encoding));
            out.write(value.bytes());
            pad(value.bytes().length, value.vr());
        } else if (element instanceof Element.Sequence sequence) {
            writeSequence(sequence);
        } else if (element instanceof Element.Fragments fragments) {
            writeFragments(fragments);
        } else if (element instanceof Element.Bulk bulk) {
            writeHeader(element, bulk.encapsulated() ? Encoding.UNDEFINED_LENGTH : even(bulk.length()));
            copy(bulk);
            pad(bulk.length(), bulk.vr());
        }
    }

    private void writeSequence(Element.Sequence sequence) throws IOException {
        Encoding inside = itemEncoding(sequence, encoding);
        DataSetEncoder items = new DataSetEncoder(out, inside);
        boolean delimited = sequence.undefinedLength();
        writeHeader(sequence, delimited ? Encoding.UNDEFINED_LENGTH : valueLength(sequence, encoding));
        for (DataSet item : sequence.items()) {
            boolean itemDelimited = item.hasUndefinedLength();
            writeItemHeader(Tag.ITEM, itemDelimited ? Encoding.UNDEFINED_LENGTH : lengthOf(item, inside));
            items.write(item);
            if (itemDelimited) {
                writeItemHeader(Tag.ITEM_DELIMITATION_ITEM, 0);
            }
        }
        if (delimited) {
            writeItemHeader(Tag.SEQUENCE_DELIMITATION_ITEM, 0);
        }
    }

    private void writeFragments(Element.Fragments fragments) throws IOException {
        writeHeader(fragments, Encoding.UNDEFINED_LENGTH);
        for (byte[] fragment : fragments.fragments()) {
            writeItemHeader(Tag.ITEM, even(fragment.length));
            out.write(fragment);
            pad(fragment.length, VR.OB);
        }
        writeItemHeader(Tag.SEQUENCE_DELIMITATION_ITEM, 0);
    }

    private void copy(Element.Bulk bulk) throws IOException {
        // A multiple of eight, so that no unit of a big-endian value lies across two buffers.
        byte[] buffer = new byte[COPY_BUFFER];
        try (InputStream in = BulkInput.open(bulk, 0)) {
            for (long left = bulk.length(); left > 0; ) {
                int count = in.readNBytes(buffer, 0, (int) Math.min(buffer.length, left));
                if (count == 0) {
                    throw new EOFException(
                            "A file became shorter while " + Tag.toString(bulk.tag()) + " was copied from it.");
                }
                if (bulk.bigEndian()) {
                    ByteOrders.reverse(buffer, bulk.vr().unitBytes());
                }
                out.write(buffer, 0, count);
                left -= count;
            }
        }
    }

    private void writeHeader(Element element, long length) throws IOException {
        if (length > Encoding.UNDEFINED_LENGTH) {
            throw new IllegalArgumentException(
                    Tag.toString(element.tag()) + " is longer than its length can say: " + length + " bytes.");
        }
        writeTag(element.tag());
        if (!encoding.explicitVr()) {
            write32(length);
            return;
        }
        VR vr = writtenVr(element, length);
        out.write(vr.name().charAt(0));
        out.write(vr.name().charAt(1));
        if (vr.hasLongLength()) {
            write16(0);
            write32(length);
        } else {
            write16((int) length);
        }
    }

    private void writeItemHeader(int tag, long length) throws IOException {
        writeTag(tag);
        write32(length);
    }

    private void writeTag(int tag) throws IOException {
        write16(Tag.group(tag));
        write16(Tag.element(tag));
    }

    private void write16(int value) throws IOException {
        out.write(value);
        out.write(value >> 8);
    }

    private void write32(long value) throws IOException {
        write16((int) value);
        write16((int) (value >> 16));
    }

    private void pad(long length, VR vr) throws IOException {
        if (length % 2 == 1) {
            out.write(vr.paddingByte());
        }
    }

    /** A value too long for the 16-bit length of its VR goes as UN (PS3.5 6.2.2). */
    private static VR writtenVr(Element element, long length) {
        return !element.vr().hasLongLength() && length > 0xFFFF ? VR.UN : element.vr();
    }

    private static Encoding itemEncoding(Element.Sequence sequence, Encoding around) {
        return sequence.vr() == VR.UN ? Encoding.IMPLICIT_LITTLE_ENDIAN : around;
    }

    private static int headerLength(Element element, long valueLength, Encoding encoding) {
        return encoding.explicitVr() && writtenVr(element, valueLength).hasLongLength() ? 12 : 8;
    }

    private static long valueLength(Element element, Encoding encoding) {
        if (element instanceof Element.Value value) {
            return even(value.bytes().length);
        }
        if (element instanceof Element.Bulk bulk) {
            return even(bulk.length());
        }
        if (element instanceof Element.Fragments fragments) {
            return ITEM_HEADER
                    + fragments.fragments().stream()
                            .mapToLong(fragment -> ITEM_HEADER + even(fragment.length))
                            .sum();
        }
        return sequenceLength((Element.Sequence) element, encoding);
    }

    private static long sequenceLength(Element.Sequence sequence, Encoding encoding) {
        long length = sequence.undefinedLength() ? ITEM_HEADER : 0;
        for (DataSet item : sequence.items()) {
            length += ITEM_HEADER + lengthOf(item, itemEncoding(sequence, encoding));
            length += item.hasUndefinedLength() ? ITEM_HEADER : 0;
        }
        return length;
    }

    private static long even(long length) {
        return length + (length & 1);
    }
}
