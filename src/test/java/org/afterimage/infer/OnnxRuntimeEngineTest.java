package org.afterimage.infer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.afterimage.model.ModelCatalogue;
import org.afterimage.model.ModelPackage;
import org.afterimage.model.Sha256;
import org.afterimage.model.TestPackages;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class OnnxRuntimeEngineTest {

    @TempDir
    Path models;

    @Test
    void theEngineSaysItsNameVersionAndProcessor() throws InferenceException {
        try (OnnxRuntimeEngine engine = new OnnxRuntimeEngine(1)) {
            assertThat(engine.name()).matches("OnnxRuntime \\d+\\.\\d+\\.\\d+ CPU");
        }
    }

    /** From 1.29 on, the Linux builds send model names, digests and the process's name to a collector unless told not to. */
    @ParameterizedTest
    @ValueSource(strings = {"linux-x64", "linux-aarch64"})
    void theNativeLibraryHasNoTelemetryInIt(String platform) throws IOException {
        String library = "/ai/onnxruntime/native/" + platform + "/libonnxruntime.so";
        try (InputStream in = OnnxRuntimeEngine.class.getResourceAsStream(library)) {
            String text = new String(in.readAllBytes(), StandardCharsets.ISO_8859_1);
            assertThat(text.contains("onnxruntime")).isTrue();
            assertThat(text.contains("OneCollector")).isFalse();
            assertThat(text.contains("/proc/self/cmdline")).isFalse();
        }
    }

    @Test
    void severalTensorsGoInAndComeOutByName() throws InferenceException {
        try (OnnxRuntimeEngine engine = new OnnxRuntimeEngine(1);
                LoadedModel model = engine.load(load("add_and_subtract", TestPackages.ADD_AND_SUBTRACT))) {
            Map<String, Tensor> outputs =
                    model.run(Map.of("right", filled(3, 1, 1, 4, 6), "left", filled(5, 1, 1, 4, 6)));

            assertThat(outputs)
                    .containsOnly(
                            Map.entry("sum", filled(8, 1, 1, 4, 6)), Map.entry("difference", filled(2, 1, 1, 4, 6)));
        }
    }

    @Test
    void aFreeBatchDimensionFitsAnyManifest() throws InferenceException {
        try (OnnxRuntimeEngine engine = new OnnxRuntimeEngine(1);
                LoadedModel model = engine.load(load("any_batch", TestPackages.BONE_AND_LUNG))) {
            Map<String, Tensor> outputs = model.run(Map.of("image", filled(2, 1, 1, 64, 64)));
            assertThat(outputs.get("bone")).isEqualTo(filled(0.5f, 1, 1, 64, 64));
        }
    }

    @Test
    void aWrongInputIsRefusedWithTheShapeThatIsWanted() throws InferenceException {
        try (OnnxRuntimeEngine engine = new OnnxRuntimeEngine(1);
                LoadedModel model = engine.load(load("threshold_lung", TestPackages.BONE_AND_LUNG))) {
            assertThatThrownBy(() -> model.run(Map.of("image", filled(0, 1, 1, 32, 32))))
                    .isInstanceOf(InferenceException.class)
                    .hasMessageContaining("input 'image'")
                    .hasMessageContaining("[1, 64, 64]");
            assertThatThrownBy(() -> model.run(Map.of("picture", filled(0, 1, 1, 64, 64))))
                    .isInstanceOf(InferenceException.class)
                    .hasMessageContaining("[image], not [picture]");
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "image: [1, 64, 64] | image: [1, 64, 128] | input 'image'",
                "image: [1, 64, 64] | image: [3, 64, 64] | input 'image'",
                "image: [1, 64, 64] | picture: [1, 64, 64] | inputs [image], its manifest says [picture]",
                "lung: [1, 64, 64] | lungs: [1, 64, 64] | outputs [bone, lung], its manifest says [bone, lungs]",
                "lung: [1, 64, 64] | lung: [1, 32, 32] | output 'lung'",
            })
    void aNetworkThatDoesNotMatchItsManifestIsRefusedAtLoading(String right, String wrong, String reason)
            throws InferenceException {
        ModelPackage model = load("threshold_lung", TestPackages.BONE_AND_LUNG.replace(right, wrong));
        try (OnnxRuntimeEngine engine = new OnnxRuntimeEngine(1)) {
            assertThatThrownBy(() -> engine.load(model))
                    .isInstanceOf(InferenceException.class)
                    .hasMessageContaining(reason);
        }
    }

    @Test
    void aFileThatIsNoNetworkIsRefusedInASentence() throws Exception {
        byte[] text = "this is no network".getBytes(StandardCharsets.US_ASCII);
        TestPackages.write(
                models.resolve("test-model/1.0"),
                TestPackages.manifest("test-model", "1.0", Sha256.of(text), TestPackages.BONE_AND_LUNG),
                text);
        ModelPackage model = ModelCatalogue.load(models).packages().get(0);
        try (OnnxRuntimeEngine engine = new OnnxRuntimeEngine(1)) {
            assertThatThrownBy(() -> engine.load(model))
                    .isInstanceOf(InferenceException.class)
                    .hasMessageContaining("is not a network that ONNX Runtime can read");
        }
    }

    @Test
    void aFileThatChangedAfterTheCatalogueWasReadIsNotLoaded() throws InferenceException, IOException {
        ModelPackage model = load("threshold_lung", TestPackages.BONE_AND_LUNG);
        Files.write(model.onnx(), TestPackages.network("broken_lung"));
        try (OnnxRuntimeEngine engine = new OnnxRuntimeEngine(1)) {
            assertThatThrownBy(() -> engine.load(model))
                    .isInstanceOf(InferenceException.class)
                    .hasMessageContaining("has changed since the catalogue was read");
        }
    }

    @Test
    void manyThreadsGetTheSameBitsAsOne() throws Exception {
        float[] ramp = new float[64 * 64];
        for (int i = 0; i < ramp.length; i++) {
            ramp[i] = (i % 61) / 61f;
        }
        ExecutorService threads = Executors.newFixedThreadPool(4);
        try (OnnxRuntimeEngine engine = new OnnxRuntimeEngine(2);
                LoadedModel model = engine.load(load("threshold_lung", TestPackages.BONE_AND_LUNG))) {
            Map<String, Tensor> input = Map.of("image", new Tensor(ramp, 1, 1, 64, 64));
            Map<String, Tensor> alone = model.run(input);
            List<Future<Map<String, Tensor>>> together = new ArrayList<>();
            for (int i = 0; i < 16; i++) {
                together.add(threads.submit(() -> model.run(input)));
            }
            for (Future<Map<String, Tensor>> outputs : together) {
                assertThat(outputs.get()).isEqualTo(alone);
            }
        } finally {
            threads.shutdownNow();
        }
    }

    @Test
    void thousandsOfRunsDoNotGrowTheProcess() throws Exception {
        try (OnnxRuntimeEngine engine = new OnnxRuntimeEngine(1);
                LoadedModel model = engine.load(load("threshold_lung", TestPackages.BONE_AND_LUNG))) {
            Map<String, Tensor> input = Map.of("image", filled(1, 1, 1, 64, 64));
            run(model, input, 3000);
            long before = residentKilobytes();
            run(model, input, 12_000); // 48 kB of tensors a run: 570 MB if they stayed
            assertThat(residentKilobytes() - before).isLessThan(250_000);
        }
    }

    @Test
    void aClosedModelSaysSo() throws InferenceException {
        try (OnnxRuntimeEngine engine = new OnnxRuntimeEngine(1)) {
            LoadedModel model = engine.load(load("threshold_lung", TestPackages.BONE_AND_LUNG));
            model.close();
            model.close();
            assertThatThrownBy(() -> model.run(Map.of("image", filled(1, 1, 1, 64, 64))))
                    .isInstanceOf(InferenceException.class)
                    .hasMessageContaining("was closed");
        }
    }

    private static void run(LoadedModel model, Map<String, Tensor> input, int times) throws InferenceException {
        for (int i = 0; i < times; i++) {
            model.run(input);
            if (i % 500 == 0) {
                System.gc(); // or the Java heap grows as far as it may, which is no leak
            }
        }
    }

    private static long residentKilobytes() throws IOException {
        Path status = Path.of("/proc/self/status");
        assumeTrue(Files.exists(status), "only Linux tells a process its memory");
        System.gc();
        return Files.readAllLines(status).stream()
                .filter(line -> line.startsWith("VmRSS:"))
                .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
                .findFirst()
                .orElseThrow();
    }

    private ModelPackage load(String network, String tensors) {
        return TestPackages.load(models, network, tensors);
    }

    private static Tensor filled(float value, int... shape) {
        int size = 1;
        for (int dimension : shape) {
            size *= dimension;
        }
        float[] data = new float[size];
        Arrays.fill(data, value);
        return new Tensor(data, shape);
    }
}
