package org.afterimage.synthesize;

import java.io.UncheckedIOException;

/** The stored values of one image, wherever a run keeps them meanwhile. */
public sealed interface StoredPlane permits StoredPlane.InMemory, ScratchFile.Written {

    /**
     * The values, row-major; not to be written to. What lies in a file is read each time, so that a caller asks once and not for each pixel,
     * and holds them no longer than it works on them.
     *
     * @throws UncheckedIOException if they can't be read back; one sentence
     */
    int[] values();

    /** How many values there are. */
    int size();

    /**
     * Values that stay in memory.
     *
     * @param values not copied
     */
    @SuppressWarnings("ArrayRecordComponent") // megabytes an image; never used as a key
    record InMemory(int[] values) implements StoredPlane {
        @Override
        public int size() {
            return values.length;
        }
    }
}
