package org.afterimage.receive.journal;

import java.io.IOException;
import java.nio.channels.FileChannel;

/** Brings what was written to a file or folder to disk. A seam for tests, in which disks fail. */
@FunctionalInterface
public interface FileSync {
    /** The real one. Times of a file need not be durable, its bytes and length are. */
    FileSync OF_THE_DISK = channel -> channel.force(false);

    /** Returns when it is durable. */
    void force(FileChannel channel) throws IOException;
}
