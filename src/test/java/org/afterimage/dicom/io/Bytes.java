package org.afterimage.dicom.io;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import org.afterimage.dicom.data.Tag;

/** Puts encoded data sets together byte by byte, so that tests need no writer to test the reader. */
public final class Bytes {

    /** The length that stands for "up to the delimiter". */
    public static final long UNDEFINED = 0xFFFFFFFFL;

    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final boolean bigEndian;

    private Bytes(boolean bigEndian) {
        this.bigEndian = bigEndian;
    }

    /** Starts a little-endian run of bytes. */
    public static Bytes littleEndian() {
        return new Bytes(false);
    }

    /** Starts a big-endian run of bytes. */
    public static Bytes bigEndian() {
        return new Bytes(true);
    }

    /** An element in Implicit VR with the length of its value. */
    public Bytes implicit(int tag, byte[] value) {
        return implicit(tag, value.length).raw(value);
    }

    /** The header of an element in Implicit VR. */
    public Bytes implicit(int tag, long length) {
        return tag(tag).u32(length);
    }

    /** An element in Explicit VR whose VR has a 16-bit length. */
    public Bytes explicit(int tag, String vr, byte[] value) {
        return tag(tag).raw(ascii(vr)).u16(value.length).raw(value);
    }

    /** An element in Explicit VR whose VR has a 16-bit length. */
    public Bytes explicit(int tag, String vr, String value) {
        return explicit(tag, vr, ascii(value));
    }

    /** An element in Explicit VR whose VR has a 32-bit length. */
    public Bytes explicitLong(int tag, String vr, byte[] value) {
        return explicitLong(tag, vr, value.length).raw(value);
    }

    /** The header of an element in Explicit VR whose VR has a 32-bit length. */
    public Bytes explicitLong(int tag, String vr, long length) {
        return tag(tag).raw(ascii(vr)).u16(0).u32(length);
    }

    /** An item with its length. */
    public Bytes item(byte[] content) {
        return item(content.length).raw(content);
    }

    /** The header of an item. */
    public Bytes item(long length) {
        return tag(Tag.ITEM).u32(length);
    }

    /** The end of an item of undefined length. */
    public Bytes endOfItem() {
        return tag(Tag.ITEM_DELIMITATION_ITEM).u32(0);
    }

    /** The end of a sequence of undefined length. */
    public Bytes endOfSequence() {
        return tag(Tag.SEQUENCE_DELIMITATION_ITEM).u32(0);
    }

    /** A tag. */
    public Bytes tag(int tag) {
        return u16(Tag.group(tag)).u16(Tag.element(tag));
    }

    /** A number of two bytes. */
    public Bytes u16(int value) {
        return bigEndian ? u8(value >> 8).u8(value) : u8(value).u8(value >> 8);
    }

    /** A number of four bytes. */
    public Bytes u32(long value) {
        int low = (int) value & 0xFFFF;
        int high = (int) (value >> 16);
        return bigEndian ? u16(high).u16(low) : u16(low).u16(high);
    }

    /** Bytes as they are. */
    public Bytes raw(byte[] value) {
        bytes.writeBytes(value);
        return this;
    }

    /** Bytes in hexadecimal digits. */
    public Bytes hex(String digits) {
        return raw(HexFormat.of().parseHex(digits));
    }

    /** All bytes so far. */
    public byte[] toArray() {
        return bytes.toByteArray();
    }

    /** Text as bytes. */
    public static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    private Bytes u8(int value) {
        bytes.write(value);
        return this;
    }
}
