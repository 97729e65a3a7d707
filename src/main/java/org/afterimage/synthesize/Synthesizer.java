package org.afterimage.synthesize;

import java.io.IOException;
import org.afterimage.infer.LoadedModel;
import org.afterimage.model.ModelPackage;

/** One way of making synthetic images from acquired ones; each task has its own. */
public interface Synthesizer {

    /** The task that it serves, as manifests name it. */
    String task();

    /**
     * Makes one synthetic instance for every instance of a series.
     *
     * @param source a series inside the model's declared domain
     * @param model the package
     * @param network the package's network
     * @throws SynthesisException if the series or the package does not fit this task, or the network failed
     * @throws IOException if pixel data cannot be read
     */
    SyntheticSeries synthesize(SourceSeries source, ModelPackage model, LoadedModel network)
            throws SynthesisException, IOException;
}
