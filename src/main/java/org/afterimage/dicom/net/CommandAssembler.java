package org.afterimage.dicom.net;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;

/**
 * Puts the fragments of a command set together. It looks at each element header as soon as that has arrived, so that an
 * element too long for any command is refused at once and not waited for.
 */
final class CommandAssembler {

    private byte[] bytes = new byte[512];
    private int length;
    private long nextElement;

    /**
     * Takes a fragment.
     *
     * @throws ProtocolViolationException when the command set becomes, or says that it will become, too long
     */
    void add(ByteBuffer fragment) throws ProtocolViolationException {
        int newLength = length + fragment.remaining();
        require(newLength);
        if (newLength > bytes.length) {
            bytes = Arrays.copyOf(bytes, Math.max(newLength, Math.min(CommandSet.MAX_LENGTH, 2 * bytes.length)));
        }
        fragment.get(bytes, length, newLength - length);
        length = newLength;
        while (nextElement + CommandSet.ELEMENT_HEADER_LENGTH <= length) {
            long valueLength = Integer.toUnsignedLong(
                    ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).getInt((int) nextElement + Integer.BYTES));
            nextElement += CommandSet.ELEMENT_HEADER_LENGTH + valueLength;
            require(nextElement);
        }
    }

    /** Returns the command set, once its last fragment was added. */
    CommandSet finish() throws ProtocolViolationException {
        return CommandSet.decode(Arrays.copyOf(bytes, length));
    }

    private static void require(long length) throws ProtocolViolationException {
        if (length > CommandSet.MAX_LENGTH) {
            throw new ProtocolViolationException(
                    AAbort.BY_USER, "sent a command set of more than " + CommandSet.MAX_LENGTH + " bytes");
        }
    }
}
