package org.afterimage.bench.interop;

import java.io.IOException;
import java.util.List;

/** A program of others with which instances are exchanged. */
interface InteropPeer extends AutoCloseable {

    /** Its name and version. */
    String name();

    /** The ways in which instances go between it and this node. */
    List<Passage> passages();

    @Override
    void close();

    /**
     * One way between a peer and this node.
     *
     * @param name for the head of its column
     * @param travel sends a sample that way and looks at what arrived
     */
    record Passage(String name, Travel travel) {}

    /** Sends one sample. */
    @FunctionalInterface
    interface Travel {
        /**
         * Sends it and compares.
         *
         * @throws IOException when the way itself broke
         */
        Outcome of(Sample sample) throws IOException, InterruptedException;
    }
}
