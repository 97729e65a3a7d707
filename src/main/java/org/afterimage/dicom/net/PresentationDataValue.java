package org.afterimage.dicom.net;

import java.nio.ByteBuffer;

/**
 * A presentation data value: one fragment of a message with its message control header (PS3.8 9.3.5.1 and E.2).
 *
 * @param contextId presentation context of the message
 * @param command true for a fragment of the command set, false for one of the data set
 * @param last true for the last fragment of its kind
 * @param fragment the bytes. When read, a view of the reader's buffer that is valid until the next PDU is read
 */
record PresentationDataValue(int contextId, boolean command, boolean last, ByteBuffer fragment) {

    /** Bytes before the fragment: the item length, the presentation context ID and the message control header. */
    static final int HEADER_LENGTH = 6;

    /** The part of that header which the item length counts. */
    static final int COUNTED_HEADER_LENGTH = 2;

    private static final int COMMAND_BIT = 1;
    private static final int LAST_BIT = 2;

    /** Makes one from its message control header. */
    static PresentationDataValue of(int contextId, int controlHeader, ByteBuffer fragment) {
        return new PresentationDataValue(
                contextId, (controlHeader & COMMAND_BIT) != 0, (controlHeader & LAST_BIT) != 0, fragment);
    }

    /** Returns the message control header. */
    static byte controlHeader(boolean command, boolean last) {
        return (byte) ((command ? COMMAND_BIT : 0) | (last ? LAST_BIT : 0));
    }
}
