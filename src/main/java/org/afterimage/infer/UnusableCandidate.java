package org.afterimage.infer;

import java.util.Optional;

/**
 * An engine that was found not to work before it was to be tried.
 *
 * @param kind which one
 * @param reason why, without a full stop
 */
public record UnusableCandidate(EngineKind kind, String reason) implements EngineCandidate {
    @Override
    public Optional<String> absent() {
        return Optional.of(reason);
    }

    @Override
    public InferenceEngine start() throws InferenceException {
        throw new InferenceException(reason);
    }
}
