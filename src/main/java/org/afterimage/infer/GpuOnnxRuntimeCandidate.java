package org.afterimage.infer;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * ONNX Runtime on a GPU. Its libraries are a gigabyte that belongs to the GPU's driver and not to this program, so that a site that wants them
 * names their folder. They take the place of those for the CPU in the whole process, and have to be named before its first use.
 *
 * @param natives folder of the libraries; empty where none was named
 * @param driver of the GPU
 * @param settings for what the GPU leaves to the processor
 */
public record GpuOnnxRuntimeCandidate(Optional<Path> natives, NvidiaDriver driver, CpuSettings settings)
        implements EngineCandidate {

    private static final List<String> LIBRARIES =
            List.of("libonnxruntime.so", "libonnxruntime_providers_shared.so", "libonnxruntime_providers_cuda.so");
    private static final String PATH_PROPERTY = "onnxruntime.native.path";

    @Override
    public EngineKind kind() {
        return EngineKind.ONNXRUNTIME_GPU;
    }

    @Override
    public Optional<String> absent() {
        if (natives.isEmpty()) {
            return Optional.of("node.yaml names no inference.onnxRuntimeNatives");
        }
        List<String> missing = LIBRARIES.stream()
                .filter(library -> !Files.isRegularFile(natives.get().resolve(library)))
                .toList();
        if (!missing.isEmpty()) {
            return Optional.of("the folder " + natives.get() + " has no " + String.join(" and no ", missing));
        }
        return driver.absent();
    }

    /** What tells a JVM to load those libraries, as options of its command line; none where they can't be used. */
    public List<String> javaOptions() {
        return absent().isPresent() ? List.of() : List.of("-D" + PATH_PROPERTY + "=" + natives.get());
    }

    /** Has this process load those libraries when it first uses ONNX Runtime, which must lie ahead. */
    public void prepareThisProcess() {
        if (absent().isEmpty()) {
            System.setProperty(PATH_PROPERTY, natives.get().toString());
        }
    }

    @Override
    public InferenceEngine start() throws InferenceException {
        return new OnnxRuntimeEngine(settings, OnnxRuntimeEngine.Processor.CUDA);
    }
}
