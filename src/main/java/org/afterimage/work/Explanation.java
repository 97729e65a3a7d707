package org.afterimage.work;

import org.afterimage.route.RouteTrace;

/**
 * What a route makes of a series, and why.
 *
 * @param studyInstanceUid of the series
 * @param seriesInstanceUid of the series
 * @param series what people call it: its number and modality
 * @param route name of the route; empty when there are no routes
 * @param verdict what becomes of the series
 * @param sentence verdict and reason in one line for an administrator
 * @param trace what each clause of the route made of it
 */
public record Explanation(
        String studyInstanceUid,
        String seriesInstanceUid,
        String series,
        String route,
        Verdict verdict,
        String sentence,
        RouteTrace trace) {
    /** What becomes of a series by a route. */
    public enum Verdict {
        /** A job works on it. */
        TAKEN,
        /** A clause of the route speaks against it. */
        NOT_MATCHED,
        /** The route waits for other series of the study. */
        INCOMPLETE,
        /** The model package is not there. */
        NO_MODEL,
        /** The model is switched off. */
        MODEL_OFF,
        /** The route takes it, and the model does not. */
        REFUSED,
    }

    /** The whole line. */
    public String line() {
        return series + ": " + sentence;
    }
}
