package org.afterimage.evaluate;

import java.time.Duration;

/** Told of each case when it is done. */
@FunctionalInterface
public interface EvaluationProgress {
    /**
     * A case is done.
     *
     * @param number which, counted from 1
     * @param total how many there are
     * @param id the case
     * @param outcome what became of it, in words
     * @param remaining how long the others will take if they take as long as those before
     */
    void done(int number, int total, String id, String outcome, Duration remaining);
}
