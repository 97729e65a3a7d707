package org.afterimage.receive;

import java.io.IOException;

/** The disk failed, as opposed to the network or the data. */
final class DiskException extends IOException {
    private static final long serialVersionUID = 1L;

    DiskException(IOException cause) {
        super(cause);
    }

    /** Something that is asked of the disk. */
    interface Work {
        void run() throws IOException;
    }

    /** Does it. */
    static void at(Work work) throws DiskException {
        try {
            work.run();
        } catch (IOException e) {
            throw new DiskException(e);
        }
    }
}
