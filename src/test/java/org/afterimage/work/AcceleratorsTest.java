package org.afterimage.work;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.afterimage.infer.EngineCandidate;
import org.afterimage.infer.EngineKind;
import org.afterimage.infer.NvidiaDriver;
import org.afterimage.model.ModelCatalogue;
import org.afterimage.model.TestPackages;
import org.afterimage.node.InferenceSettings;
import org.afterimage.node.InferenceSettings.Arena;
import org.afterimage.node.InferenceSettings.Engine;
import org.afterimage.node.NodeSettings;
import org.afterimage.node.YamlFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AcceleratorsTest {

    @TempDir
    Path folder;

    @Test
    void whatNodeYamlSaysOfEnginesIsThePolicy() throws IOException {
        InferenceSettings settings = read("inference: { engine: onnxruntime-gpu, forbid: [tensorrt] }");
        Accelerators accelerators = new Accelerators(settings, folder);
        assertThat(accelerators.policy().only()).hasValue(EngineKind.ONNXRUNTIME_GPU);
        assertThat(accelerators.policy().forbidden()).containsExactly(EngineKind.TENSORRT);
    }

    @Test
    void whatCannotWorkIsRefusedWhenTheFileIsRead() {
        assertThatThrownBy(() -> read("inference: { engine: cuda }"))
                .hasMessageContaining("tensorrt")
                .hasMessageContaining("onnxruntime-gpu");
        assertThatThrownBy(() -> read("inference: { engine: tensorrt, forbid: [tensorrt] }"))
                .hasMessageContaining("inference.engine is an engine that inference.forbid names");
        assertThatThrownBy(() -> read("inference: { forbid: [tensorrt, onnxruntime-gpu, onnxruntime-cpu] }"))
                .hasMessageContaining("names every engine");
        assertThatThrownBy(() -> read("inference: { onnxRuntimeNatives: gpu/libs }"))
                .hasMessageContaining("must be an absolute path");
        assertThatThrownBy(() -> read("inference: { threads: 0 }")).hasMessageContaining("inference.threads is 0");
    }

    @Test
    void threadsAndArenaCanBeSet() {
        Accelerators set = new Accelerators(new InferenceSettings(null, null, null, 3, Arena.OFF, 700), folder);
        assertThat(set.cpu().threads()).isEqualTo(3);
        assertThat(set.cpu().keepsMemory()).isFalse();
        assertThat(set.cpu().runBytes()).isEqualTo(700L << 20);
        Accelerators unset = new Accelerators(new InferenceSettings(null, null, null, null, null, null), folder);
        assertThat(unset.cpu().threads()).isEqualTo(Runtime.getRuntime().availableProcessors());
    }

    @Test
    void withoutAGpuEachEngineSaysWhyItIsNotUsed() {
        Accelerators accelerators = new Accelerators(
                new InferenceSettings(null, null, null, null, null, null), folder, new NvidiaDriver(folder));
        assertThat(accelerators.candidates())
                .extracting(EngineCandidate::kind)
                .containsExactly(EngineKind.TENSORRT, EngineKind.ONNXRUNTIME_GPU);
        assertThat(accelerators.candidates())
                .allSatisfy(candidate -> assertThat(candidate.absent()).isPresent());
        assertThat(accelerators.candidate(EngineKind.ONNXRUNTIME_CPU).absent()).isEmpty();
    }

    /** Named libraries take the place of the program's own in the whole process, so that broken ones must not reach it. */
    @Test
    void librariesThatDoNotEvenRunOnTheCpuAreLeftOut() throws IOException {
        Path natives = Files.createDirectory(folder.resolve("natives"));
        for (String library : List.of(
                "libonnxruntime.so", "libonnxruntime_providers_shared.so", "libonnxruntime_providers_cuda.so")) {
            Files.writeString(natives.resolve(library), "no library");
        }
        Files.createDirectories(folder.resolve("dev"));
        Files.createFile(folder.resolve("dev/nvidiactl"));
        Accelerators accelerators = new Accelerators(
                new InferenceSettings(Engine.ONNXRUNTIME_GPU, null, natives.toString(), 1, null, null),
                folder,
                new NvidiaDriver(folder));
        Path models = folder.resolve("models");
        TestPackages.write(models, "good", "1.0", "threshold_lung", TestPackages.BONE_AND_LUNG);

        ModelCatalogue catalogue = ModelCatalogue.load(models, accelerators.inspection());

        assertThat(catalogue.packages()).hasSize(1);
        assertThat(catalogue.engine()).endsWith("CPU");
        assertThat(System.getProperty("onnxruntime.native.path")).isNull();
        assertThat(accelerators.candidate(EngineKind.ONNXRUNTIME_GPU).absent())
                .get()
                .asString()
                .contains("do not even run on the CPU");
    }

    private InferenceSettings read(String section) throws IOException {
        Path file = Files.writeString(folder.resolve("node.yaml"), "aeTitles: [A]\n" + section + "\n");
        return YamlFile.read(file, NodeSettings.class).inference();
    }
}
