package org.afterimage.infer;

import java.util.List;
import java.util.stream.Collectors;

/**
 * On which engine a model runs, and why.
 *
 * @param model id and version
 * @param sha256 digest of the network
 * @param engine name, version and processor, as provenance records it; empty while no engine that may be used can be
 * @param trials what came of each engine, in the order of preference
 */
public record EngineChoice(String model, String sha256, String engine, List<EngineTrial> trials) {
    public EngineChoice {
        trials = List.copyOf(trials);
    }

    /** The reasons in one line, for the log. */
    public String sentence() {
        String why = trials.stream().map(EngineTrial::toString).collect(Collectors.joining("; "));
        return model + " runs on " + (engine.isEmpty() ? "no engine" : engine) + " (" + why + ")";
    }
}
