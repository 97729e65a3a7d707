package org.afterimage.receive;

import java.nio.ByteBuffer;
import java.util.ArrayDeque;

/**
 * The memory that arriving instances are held in, outside of the heap, where the disk takes them from without another copy. One for each
 * association that brings an instance, made when there are so many for the first time.
 */
final class ArrivalBuffers {
    private static final int LEAST = 32 << 10;

    /** A slice of a CT or MR fits, which come by the thousand; a radiograph does not, and one file each is not many. */
    private static final int MOST = 1 << 20;

    private final int bytes;
    private final ArrayDeque<ByteBuffer> free = new ArrayDeque<>();

    /**
     * Makes a store of buffers.
     *
     * @param bytes of an instance that are held in memory at most
     */
    ArrivalBuffers(int bytes) {
        this.bytes = bytes;
    }

    /** What takes no more than a quarter of what the heap may be, for so many arrivals at most. */
    static ArrivalBuffers forAssociations(int associations) {
        long share = Runtime.getRuntime().maxMemory() / 4 / associations;
        return new ArrivalBuffers((int) Math.max(LEAST, Math.min(share, MOST)));
    }

    /** An empty buffer. */
    ByteBuffer take() {
        synchronized (free) {
            if (!free.isEmpty()) {
                return free.pop().clear();
            }
        }
        return ByteBuffer.allocateDirect(bytes);
    }

    /** Takes a buffer back that nobody uses any more. */
    void giveBack(ByteBuffer buffer) {
        synchronized (free) {
            free.push(buffer);
        }
    }
}
