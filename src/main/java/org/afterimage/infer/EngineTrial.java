package org.afterimage.infer;

import java.util.Locale;

/**
 * What came of one engine for one model.
 *
 * @param engine which one
 * @param outcome whether it runs the model
 * @param reason why, or what was measured; without a full stop
 */
public record EngineTrial(EngineKind engine, Outcome outcome, String reason) {

    /** Whether an engine runs a model. */
    public enum Outcome {
        /** It is being tried in a process of its own. */
        TRYING,
        /** It runs the model. */
        TAKEN,
        /** It can't be used, or may not. */
        REFUSED,
        /** One that is preferred runs the model. */
        SPARE
    }

    /** {@code tensorrt refused: ...}. */
    @Override
    public String toString() {
        return engine + " " + outcome.name().toLowerCase(Locale.ROOT) + ": " + reason;
    }
}
