package org.afterimage.dicom.net;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeMap;
import org.afterimage.dicom.data.Tag;

/**
 * A command set: the elements of group 0000 of a message, always in Implicit VR Little Endian (PS3.7 6.3.1 and Annex
 * E). It is flat and its elements are few and short, so that it is read here, by stricter rules than a data set.
 */
final class CommandSet {

    /** Longest command set that is read, in bytes. A C-STORE-RQ takes about 300. */
    static final int MAX_LENGTH = 64 << 10;

    /** Tag and length before each value. */
    static final int ELEMENT_HEADER_LENGTH = 8;

    /** Value of (0000,0800) Command Data Set Type that says that no data set follows (PS3.7 E.1). */
    static final int NO_DATA_SET = 0x0101;

    /** A value of it that says that one follows. */
    static final int DATA_SET_FOLLOWS = 0x0000;

    private final TreeMap<Integer, byte[]> elements = new TreeMap<>();

    /**
     * Reads a command set.
     *
     * @param bytes all of it
     * @throws ProtocolViolationException when it is empty, malformed, or has an element of another group or twice
     */
    static CommandSet decode(byte[] bytes) throws ProtocolViolationException {
        CommandSet command = new CommandSet();
        ByteBuffer in = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        while (in.hasRemaining()) {
            if (in.remaining() < ELEMENT_HEADER_LENGTH) {
                throw malformed("a command set that ends inside an element");
            }
            int tag = Short.toUnsignedInt(in.getShort()) << 16 | Short.toUnsignedInt(in.getShort());
            int length = in.getInt();
            if (length < 0 || length > in.remaining()) {
                throw malformed("a command element " + Tag.toString(tag) + " that is longer than its command set");
            }
            byte[] value = new byte[length];
            in.get(value);
            if (tag >>> 16 != 0 || command.elements.put(tag, value) != null) {
                throw malformed("a command set in which " + Tag.toString(tag) + " has no place");
            }
        }
        if (command.elements.isEmpty()) {
            throw malformed("an empty command set");
        }
        return command;
    }

    /** Returns the encoded command set, Command Group Length first. */
    byte[] encode() {
        elements.remove(Tag.COMMAND_GROUP_LENGTH);
        int length = elements.values().stream()
                .mapToInt(value -> ELEMENT_HEADER_LENGTH + value.length)
                .sum();
        ByteBuffer out = ByteBuffer.allocate(ELEMENT_HEADER_LENGTH + Integer.BYTES + length)
                .order(ByteOrder.LITTLE_ENDIAN);
        out.putInt(Tag.COMMAND_GROUP_LENGTH).putInt(Integer.BYTES).putInt(length);
        elements.forEach((tag, value) -> out.putShort((short) 0)
                .putShort(tag.shortValue())
                .putInt(value.length)
                .put(value));
        return out.array();
    }

    /** Returns the value of an element of VR US; empty when it is absent or no single number. */
    OptionalInt integer(int tag) {
        byte[] value = elements.get(tag);
        return value == null || value.length != Short.BYTES
                ? OptionalInt.empty()
                : OptionalInt.of(Byte.toUnsignedInt(value[0]) | Byte.toUnsignedInt(value[1]) << 8);
    }

    /**
     * Returns the value of an element of text, without padding and with only printable characters; empty when it is
     * absent or empty.
     */
    Optional<String> text(int tag) {
        byte[] value = elements.get(tag);
        if (value == null) {
            return Optional.empty();
        }
        String text = Ascii.printable(new String(value, StandardCharsets.US_ASCII).trim());
        return text.isEmpty() ? Optional.empty() : Optional.of(text);
    }

    /** Puts an element of VR US. */
    CommandSet putInteger(int tag, int value) {
        elements.put(tag, new byte[] {(byte) value, (byte) (value >>> 8)});
        return this;
    }

    /** Puts an element of VR UI, padded by a NUL; none when it is empty. */
    CommandSet putUid(int tag, String uid) {
        return putText(tag, uid, '\0');
    }

    /** Puts an element of VR AE or LO, padded by a space; none when it is empty. */
    CommandSet putString(int tag, String text) {
        return putText(tag, text, ' ');
    }

    /** Says whether a data set follows this command set. */
    boolean hasDataSet() {
        return integer(Tag.COMMAND_DATA_SET_TYPE).orElse(NO_DATA_SET) != NO_DATA_SET;
    }

    private CommandSet putText(int tag, String text, char padding) {
        if (!text.isEmpty()) {
            String even = text.length() % 2 == 0 ? text : text + padding;
            elements.put(tag, even.getBytes(StandardCharsets.US_ASCII));
        }
        return this;
    }

    private static ProtocolViolationException malformed(String what) {
        return new ProtocolViolationException(AAbort.BY_USER, "sent " + what);
    }
}
