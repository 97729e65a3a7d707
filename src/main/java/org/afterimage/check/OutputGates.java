package org.afterimage.check;

import java.util.Map;
import java.util.Optional;
import org.afterimage.infer.InferenceException;
import org.afterimage.infer.LoadedModel;
import org.afterimage.model.ModelManifest;
import org.afterimage.synthesize.SyntheticSeries;

/** Holds what a task made against the bounds of its model's manifest; each task has its own gates. */
public interface OutputGates {

    /** The task, as manifests name it. */
    String task();

    /**
     * Applies every gate.
     *
     * @param series the result
     * @param manifest the model's
     * @param checker the package's checking network, where the manifest asks for one
     * @return what was found by SOP Instance UID of the source, where images are judged one by one, or else under the Series Instance
     *     UID of the first source for the series as a whole
     * @throws InferenceException if the checking network failed
     */
    Map<String, CheckResult> check(SyntheticSeries series, ModelManifest manifest, Optional<LoadedModel> checker)
            throws InferenceException;
}
