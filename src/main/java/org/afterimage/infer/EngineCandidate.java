package org.afterimage.infer;

import java.util.Optional;

/** An engine that this machine may have. Asking costs nothing and loads no native code; starting may end the process. */
public interface EngineCandidate {

    /** Which one it is. */
    EngineKind kind();

    /** Why it can't be used on this machine, in one sentence without a full stop; empty when only a trial can tell. */
    Optional<String> absent();

    /**
     * Loads its native code.
     *
     * @throws InferenceException if that fails and the process survives it
     */
    InferenceEngine start() throws InferenceException;
}
