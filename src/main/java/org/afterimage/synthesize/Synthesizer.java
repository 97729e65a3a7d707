package org.afterimage.synthesize;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.afterimage.infer.InferenceException;
import org.afterimage.infer.LoadedModel;
import org.afterimage.infer.Tensor;
import org.afterimage.model.ModelPackage;

/** One way of making synthetic images from acquired ones; each task has its own. */
public interface Synthesizer {

    /** The task that it serves, as manifests name it. */
    String task();

    /**
     * Makes one synthetic image for every image of the first series.
     *
     * @param sources series of one study inside the model's declared domain, in the order of the task's roles
     * @param model the package
     * @param network the package's network
     * @param planes where each image's planes are kept once it is made
     * @throws SynthesisException if the series or the package does not fit this task, or the network failed
     * @throws IOException if pixel data cannot be read, or planes not be kept
     */
    SyntheticSeries synthesize(List<SourceSeries> sources, ModelPackage model, LoadedModel network, PlaneKeeper planes)
            throws SynthesisException, IOException;

    /** As {@link #synthesize(List, ModelPackage, LoadedModel, PlaneKeeper)}, all in memory. */
    default SyntheticSeries synthesize(List<SourceSeries> sources, ModelPackage model, LoadedModel network)
            throws SynthesisException, IOException {
        return synthesize(sources, model, network, PlaneKeeper.inMemory());
    }

    /** As {@link #synthesize(List, ModelPackage, LoadedModel)}, for a task that takes one series. */
    default SyntheticSeries synthesize(SourceSeries source, ModelPackage model, LoadedModel network)
            throws SynthesisException, IOException {
        return synthesize(List.of(source), model, network);
    }

    /** The series of a task that takes one. */
    static SourceSeries only(List<SourceSeries> sources) {
        if (sources.size() != 1) {
            throw new IllegalArgumentException("this task takes one series, not " + sources.size());
        }
        return sources.get(0);
    }

    /** Runs a network. */
    static Map<String, Tensor> run(LoadedModel network, Map<String, Tensor> inputs) throws SynthesisException {
        try {
            return network.run(inputs);
        } catch (InferenceException e) {
            throw new SynthesisException(e.getMessage(), e);
        }
    }
}
