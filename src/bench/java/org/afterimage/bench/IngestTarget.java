package org.afterimage.bench;

import java.io.Closeable;
import java.io.IOException;
import org.afterimage.dicom.net.RemoteAe;

/** A running storage SCP that a benchmark sends to. */
interface IngestTarget extends Closeable {
    /** As the table has it. */
    String name();

    /** How it is run, in one line. */
    String description();

    /** Where it listens. */
    RemoteAe remote();

    /** Returns when nothing is left to do with what was acknowledged. */
    default void settle() throws IOException, InterruptedException {}

    /** How many instances it has stored since its start or since {@link #forget}, by its own account or by its files. */
    long stored() throws IOException;

    /** Empties the stored files, so that a long run does not fill the disk; the index keeps its rows. */
    void forget() throws IOException;
}
