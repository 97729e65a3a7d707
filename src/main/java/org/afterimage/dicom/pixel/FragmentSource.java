package org.afterimage.dicom.pixel;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.List;
import org.afterimage.dicom.data.Element;
import org.afterimage.dicom.data.Tag;
import org.afterimage.dicom.io.DicomFormatException;

/** The fragments of encapsulated pixel data, in memory or in a file (PS3.5 A.4). Only their item headers are read to find them. */
final class FragmentSource {

    private static final int ITEM_HEADER = 8;

    /** Item headers are looked for in pieces of the file of this size. */
    private static final int WINDOW = 16 * 1024;

    private final Element pixelData;
    private byte[] basicOffsetTable = new byte[0];
    private long[] offsets = new long[16];
    private long[] lengths = new long[16];
    private int count;

    /**
     * Finds the fragments.
     *
     * @throws DicomFormatException when the pixel data is not encapsulated
     */
    FragmentSource(Element pixelData) throws IOException {
        this.pixelData = pixelData;
        if (pixelData instanceof Element.Fragments inMemory) {
            index(inMemory.fragments());
        } else if (pixelData instanceof Element.Bulk onDisk && onDisk.encapsulated()) {
            index(onDisk);
        } else {
            throw new DicomFormatException("Pixel Data is not encapsulated, although the transfer syntax is.");
        }
        offsets = Arrays.copyOf(offsets, count);
        lengths = Arrays.copyOf(lengths, count);
    }

    /** How many fragments there are, the Basic Offset Table not among them. */
    int count() {
        return count;
    }

    /** The Basic Offset Table, empty when there is none. */
    byte[] basicOffsetTable() {
        return basicOffsetTable;
    }

    /** Where the item of each fragment begins, counted from the first one's (PS3.5 A.4). */
    long[] offsets() {
        return offsets;
    }

    /** The first two bytes of a fragment, big endian; 0 when it is shorter. */
    int firstWord(int fragment) throws IOException {
        if (lengths[fragment] < 2) {
            return 0;
        }
        byte[] start = new byte[2];
        copy(fragment, start, 0, 2);
        return (start[0] & 0xFF) << 8 | (start[1] & 0xFF);
    }

    /** The bytes of the fragments from one up to another, that one not included. */
    byte[] join(int from, int to) throws IOException {
        long total = 0;
        for (int i = from; i < to; i++) {
            total += lengths[i];
        }
        if (total > Integer.MAX_VALUE - 8 || total > Runtime.getRuntime().maxMemory() / 4) {
            throw new DicomFormatException("A compressed frame of " + total + " bytes is too large to be decoded.");
        }
        byte[] joined = new byte[(int) total];
        int at = 0;
        for (int i = from; i < to; i++) {
            copy(i, joined, at, (int) lengths[i]);
            at += (int) lengths[i];
        }
        return joined;
    }

    private void copy(int fragment, byte[] target, int at, int length) throws IOException {
        if (pixelData instanceof Element.Fragments inMemory) {
            System.arraycopy(inMemory.fragments().get(fragment + 1), 0, target, at, length);
            return;
        }
        Element.Bulk bulk = (Element.Bulk) pixelData;
        try (FileChannel channel = FileChannel.open(bulk.file(), StandardOpenOption.READ)) {
            long first = bulk.offset() + ITEM_HEADER + basicOffsetTable.length;
            read(channel, ByteBuffer.wrap(target, at, length), first + offsets[fragment] + ITEM_HEADER);
        }
    }

    private void add(long offset, long length) {
        if (count == offsets.length) {
            offsets = Arrays.copyOf(offsets, 2 * count);
            lengths = Arrays.copyOf(lengths, 2 * count);
        }
        offsets[count] = offset;
        lengths[count++] = length;
    }

    private void index(List<byte[]> fragments) {
        if (!fragments.isEmpty()) {
            basicOffsetTable = fragments.get(0);
        }
        long offset = 0;
        for (int i = 1; i < fragments.size(); i++) {
            add(offset, fragments.get(i).length);
            offset += ITEM_HEADER + fragments.get(i).length;
        }
    }

    private void index(Element.Bulk bulk) throws IOException {
        try (FileChannel channel = FileChannel.open(bulk.file(), StandardOpenOption.READ)) {
            ByteBuffer window =
                    ByteBuffer.allocate(WINDOW).order(ByteOrder.LITTLE_ENDIAN).limit(0);
            long windowStart = 0;
            long at = 0;
            long firstFragment = -1;
            while (at + ITEM_HEADER <= bulk.length()) {
                if (at < windowStart || at + ITEM_HEADER > windowStart + window.limit()) {
                    windowStart = at;
                    window.clear().limit((int) Math.min(WINDOW, bulk.length() - at));
                    read(channel, window, bulk.offset() + at);
                    window.flip();
                }
                int place = (int) (at - windowStart);
                int tag = Tag.of(window.getShort(place), window.getShort(place + 2));
                long length = Integer.toUnsignedLong(window.getInt(place + 4));
                if (tag != Tag.ITEM || at + ITEM_HEADER + length > bulk.length()) {
                    break;
                }
                if (firstFragment < 0) {
                    basicOffsetTable = table(channel, bulk.offset() + at + ITEM_HEADER, length);
                    firstFragment = at + ITEM_HEADER + length;
                } else {
                    add(at - firstFragment, length);
                }
                at += ITEM_HEADER + length;
            }
        }
    }

    private static byte[] table(FileChannel channel, long position, long length) throws IOException {
        if (length > Runtime.getRuntime().maxMemory() / 16) {
            throw new DicomFormatException("A Basic Offset Table of " + length + " bytes is too long.");
        }
        byte[] table = new byte[(int) length];
        read(channel, ByteBuffer.wrap(table), position);
        return table;
    }

    private static void read(FileChannel channel, ByteBuffer buffer, long position) throws IOException {
        long at = position;
        while (buffer.hasRemaining()) {
            int read = channel.read(buffer, at);
            if (read < 0) {
                throw new EOFException("A file became shorter while its pixel data was read.");
            }
            at += read;
        }
    }
}
