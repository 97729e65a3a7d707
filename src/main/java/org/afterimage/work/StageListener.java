package org.afterimage.work;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.afterimage.check.GateResult;
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

    /**
     * The result is checked; who records stages records what was found with this one.
     *
     * @param gates what the gates measured, by SOP Instance UID of the source, or Series Instance UID for the series as a whole
     */
    default void checked(Instant startedAt, double millis, String detail, Map<String, List<GateResult>> gates) {
        done(Stage.CHECKED, startedAt, millis, detail);
    }
}
