package org.afterimage.infer;

import java.util.Optional;

/**
 * ONNX Runtime on the CPU.
 *
 * @param settings threads and memory
 */
public record CpuCandidate(CpuSettings settings) implements EngineCandidate {
    @Override
    public EngineKind kind() {
        return EngineKind.ONNXRUNTIME_CPU;
    }

    @Override
    public Optional<String> absent() {
        return Optional.empty();
    }

    @Override
    public InferenceEngine start() throws InferenceException {
        return new OnnxRuntimeEngine(settings);
    }
}
