package org.afterimage.infer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;
import org.afterimage.model.TestPackages;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is told of engines before anything native is loaded. */
class EngineCandidatesTest {

    private static final CpuSettings CPU = new CpuSettings(1, true, 1L << 30);

    @TempDir
    Path root;

    @Test
    void aMachineWithoutTheDriversDevicesHasNoGpu() {
        assertThat(new NvidiaDriver(root).absent())
                .hasValue(
                        "this machine shows no NVIDIA GPU with a driver: there is neither /dev/nvidiactl nor /dev/dxg");
    }

    @ParameterizedTest
    @ValueSource(strings = {"dev/nvidiactl", "dev/dxg"})
    void aDeviceOfTheDriverMeansThatThereMayBeOne(String device) throws IOException {
        assertThat(driver(device).absent()).isEmpty();
    }

    @Test
    void theLibrariesForAGpuMustAllBeThere() throws IOException {
        Path natives = Files.createDirectory(root.resolve("natives"));
        GpuOnnxRuntimeCandidate candidate =
                new GpuOnnxRuntimeCandidate(Optional.of(natives), driver("dev/nvidiactl"), CPU);
        Files.createFile(natives.resolve("libonnxruntime.so"));
        assertThat(candidate.absent())
                .hasValue("the folder " + natives
                        + " has no libonnxruntime_providers_shared.so and no libonnxruntime_providers_cuda.so");
        assertThat(candidate.javaOptions()).isEmpty();

        Files.createFile(natives.resolve("libonnxruntime_providers_shared.so"));
        Files.createFile(natives.resolve("libonnxruntime_providers_cuda.so"));
        assertThat(candidate.absent()).isEmpty();
        assertThat(candidate.javaOptions()).containsExactly("-Donnxruntime.native.path=" + natives);
        assertThat(new GpuOnnxRuntimeCandidate(Optional.of(natives), new NvidiaDriver(natives), CPU).absent())
                .get()
                .asString()
                .contains("no NVIDIA GPU");
    }

    /** The library of this build is for the CPU; that its answer is an exception and no crash is what the trial counts on. */
    @Test
    void aLibraryThatIsNotForGpusSaysSoInASentence() throws Exception {
        GpuOnnxRuntimeCandidate candidate =
                new GpuOnnxRuntimeCandidate(Optional.empty(), NvidiaDriver.ofThisMachine(), CPU);
        try (InferenceEngine engine = candidate.start()) {
            assertThat(engine.name()).endsWith("CUDA");
            Path models = root.resolve("models");
            assertThatThrownBy(
                            () -> engine.load(TestPackages.load(models, "threshold_lung", TestPackages.BONE_AND_LUNG)))
                    .isInstanceOf(InferenceException.class)
                    .hasMessageContaining("ONNX Runtime cannot load the network of test-model 1.2.3");
        }
    }

    @Test
    void thePolicySaysWhyAnEngineMayNotBeUsed() {
        EnginePolicy cpuOnly = new EnginePolicy(Optional.of(EngineKind.ONNXRUNTIME_CPU), Set.of());
        assertThat(cpuOnly.refuses(EngineKind.ONNXRUNTIME_CPU)).isEmpty();
        assertThat(cpuOnly.refuses(EngineKind.TENSORRT))
                .hasValue("inference.engine of node.yaml allows onnxruntime-cpu alone");
        assertThat(EnginePolicy.ANY.refuses(EngineKind.TENSORRT)).isEmpty();
        assertThatThrownBy(() -> EngineKind.of("cuda"))
                .hasMessage("'cuda' is no engine; there are tensorrt, onnxruntime-gpu, onnxruntime-cpu");
    }

    @Test
    void memoryIsKeptBetweenRunsWhereThereIsRoom() {
        assertThat(CpuSettings.of(8, 8L << 30)).isEqualTo(new CpuSettings(8, true, 4L << 30));
        assertThat(CpuSettings.of(2, 1L << 30)).isEqualTo(new CpuSettings(2, false, 512L << 20));
        assertThat(CpuSettings.ofThisMachine().threads())
                .isEqualTo(Runtime.getRuntime().availableProcessors());
        assertThatThrownBy(() -> CPU.withThreads(0)).isInstanceOf(IllegalArgumentException.class);
    }

    private NvidiaDriver driver(String device) throws IOException {
        Path file = root.resolve(device);
        Files.createDirectories(file.getParent());
        Files.createFile(file);
        return new NvidiaDriver(root);
    }
}
