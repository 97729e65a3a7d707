package org.afterimage.receive.journal;

import java.io.IOException;
import java.nio.ByteBuffer;

/** The body of a record, which can be read again from any place: of a journal of this process or of one that ended. */
public interface Body {
    /** How many bytes it has. */
    int length();

    /**
     * Reads a part.
     *
     * @param offset of its first byte
     * @param into filled from its position to its limit
     */
    void read(int offset, ByteBuffer into) throws IOException;

    /** It is needed no more. */
    void release();
}
