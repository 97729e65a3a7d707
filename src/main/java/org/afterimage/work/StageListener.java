package org.afterimage.work;

import java.time.Instant;
import org.afterimage.provenance.Stage;

/** Told of each stage when it is done. */
@FunctionalInterface
public interface StageListener {
    /**
     * A stage is done.
     *
     * @param stage which
     * @param startedAt when it began
     * @param millis how long it took, in milliseconds
     * @param detail what it did, in words
     */
    void done(Stage stage, Instant startedAt, double millis, String detail);
}
