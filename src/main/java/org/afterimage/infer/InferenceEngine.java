package org.afterimage.infer;

import org.afterimage.model.ModelPackage;

/** Something that loads networks and runs them. Engines are safe for several threads. */
public interface InferenceEngine extends AutoCloseable {

    /** Name, version and processor, for logs and provenance: {@code OnnxRuntime 1.28.0 CPU}. */
    String name();

    /** The name with what is particular to a model, such as its precision. */
    default String nameFor(ModelPackage model) {
        return name();
    }

    /**
     * How far its answer for a model may be from the CPU's, see {@link org.afterimage.model.Agreement}.
     */
    default double boundFor(ModelPackage model) {
        return model.manifest().model().agreement().fp32();
    }

    /**
     * Loads a package's network, checks its tensors against the manifest and runs it once.
     *
     * @param model the package; its file is digested again, so that what runs is what the manifest pins
     * @throws InferenceException if the file has changed, is no network, or has not the tensors that the manifest says
     */
    LoadedModel load(ModelPackage model) throws InferenceException;

    /** Frees the engine; models that it loaded must be closed first. */
    @Override
    void close();
}
