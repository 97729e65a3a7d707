package org.afterimage.infer;

import ai.djl.engine.Engine;
import java.nio.file.Path;
import java.util.Optional;

/**
 * TensorRT, where the node was built with it.
 *
 * @param plans folder of the node's own for built plans
 * @param driver of the GPU
 */
public record TensorRtCandidate(Path plans, NvidiaDriver driver) implements EngineCandidate {
    @Override
    public EngineKind kind() {
        return EngineKind.TENSORRT;
    }

    @Override
    public Optional<String> absent() {
        OnnxRuntimeEngine.stayOffline();
        if (!Engine.hasEngine(TensorRtEngine.ENGINE)) {
            return Optional.of("this program was built without it (Maven profile tensorrt)");
        }
        return driver.absent();
    }

    @Override
    public InferenceEngine start() throws InferenceException {
        return new TensorRtEngine(plans);
    }
}
