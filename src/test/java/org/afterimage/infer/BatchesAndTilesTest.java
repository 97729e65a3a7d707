package org.afterimage.infer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.afterimage.model.ModelCatalogue;
import org.afterimage.model.ModelPackage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the shipped networks answer does not depend on how many images or how large parts of one they are given at once. */
class BatchesAndTilesTest {

    private static final String TO_SMOOTH = "ct-kernel-sharp-to-smooth";
    private static final String TO_SHARP = "ct-kernel-smooth-to-sharp";
    private static final String FLAIR = "mr-flair-synthesis";

    /** Rounding of single precision over a sum of 41 x 41 values of up to 4000 HU; what is stored is whole HU. */
    private static final double BOUND_HU = 0.01;

    @ParameterizedTest
    @CsvSource({TO_SMOOTH + ", 90", TO_SMOOTH + ", 128", TO_SMOOTH + ", 200", TO_SHARP + ", 101", TO_SHARP + ", 150"})
    void tilesAnswerWhatTheWholeSliceAnswers(String name, int side) throws InferenceException {
        ModelPackage model = shipped(name);
        Map<String, Tensor> slice = slice(1, 300, 260);
        float[] whole = run(model, settings(1L << 30), slice);
        float[] tiles = run(model, settings(16L * side * side), slice);

        assertThat(furthest(tiles, whole)).isPositive().isLessThan(BOUND_HU);
        assertThat(run(model, settings(16L * side * side), slice)).isEqualTo(tiles);
    }

    @Test
    void tilesOfABatchAreThoseOfItsImages() throws InferenceException {
        Map<String, Tensor> slices = slice(2, 200, 180);
        float[] whole = run(shipped(TO_SMOOTH), settings(1L << 30), slices);
        float[] tiles = run(shipped(TO_SMOOTH), settings(16L * 2 * 100 * 100), slices);
        assertThat(furthest(tiles, whole)).isPositive().isLessThan(BOUND_HU);
    }

    @Test
    void tooSmallARoomForTilesIsRefusedAtLoading() {
        assertThatThrownBy(() -> run(shipped(TO_SMOOTH), settings(16L * 50 * 50), slice(1, 300, 260)))
                .isInstanceOf(InferenceException.class)
                .hasMessageContaining("is given 64 x 64 pixels, needs 1 MiB")
                .hasMessageContaining("inference.memoryMiB")
                .hasMessageContaining("little but margin");
    }

    @Test
    void aNetworkThatNeedsTheWholeImageIsNotGivenTiles() {
        assertThatThrownBy(() -> run(shipped(FLAIR), settings(40L << 20), heads(1, 256)))
                .isInstanceOf(InferenceException.class)
                .hasMessage(
                        "mr-flair-synthesis 0.3.0 is given 256 x 256 pixels, needs 45 MiB for them where a run may have 40"
                                + " (inference.memoryMiB of node.yaml), and can't be given it in tiles: its group normalisation makes"
                                + " each pixel depend on the whole slice");
    }

    /** Bit for bit on the CPU, which is stricter than the bound of tiles. */
    @ParameterizedTest
    @ValueSource(ints = {2, 5})
    void aBatchAnswersWhatItsImagesAnswerAlone(int most) throws InferenceException {
        for (String name : List.of(FLAIR, TO_SMOOTH)) {
            ModelPackage model = shipped(name);
            try (OnnxRuntimeEngine engine = new OnnxRuntimeEngine(2);
                    LoadedModel network = engine.load(model)) {
                BatchedModel batched =
                        new BatchedModel(network, model.manifest().model());
                List<Map<String, Tensor>> images = new ArrayList<>();
                for (int seed = 0; seed < most; seed++) {
                    images.add(name.equals(FLAIR) ? heads(seed, 96) : slice(1, 96, 80, seed));
                    assertThat(batched.together(images.get(0), images.get(seed)))
                            .isTrue();
                }
                List<Map<String, Tensor>> answers = batched.run(images);
                assertThat(answers).hasSize(most).isEqualTo(batched.run(images));
                for (int i = 0; i < most; i++) {
                    assertThat(answers.get(i)).isEqualTo(network.run(images.get(i)));
                }
            }
        }
    }

    @Test
    void imagesOfAnotherSizeOrSpacingGoAlone() throws InferenceException {
        ModelPackage model = shipped(TO_SMOOTH);
        try (OnnxRuntimeEngine engine = new OnnxRuntimeEngine(1);
                LoadedModel network = engine.load(model)) {
            BatchedModel batched = new BatchedModel(network, model.manifest().model());
            Map<String, Tensor> one = slice(1, 64, 64);
            Map<String, Tensor> wider = new HashMap<>(one);
            wider.put("spacing", new Tensor(new float[] {0.8f, 0.8f}, 1, 1, 1, 2));
            assertThat(batched.together(one, slice(1, 64, 64, 7))).isTrue();
            assertThat(batched.together(one, slice(1, 64, 65))).isFalse();
            assertThat(batched.together(one, wider)).isFalse();
            assertThat(batched.most(one)).isOne(); // several gain nothing on a CPU
        }
    }

    @ParameterizedTest
    @CsvSource({"1024, 1, 1", "1024, 800, 1", "512, 800, 4", "256, 800, 8", "256, 10, 1"})
    void aGpuGetsAsManyImagesAsItsMemoryHolds(int side, int mebibytes, int images) {
        RunLimits limits = RunLimits.ofGpu((long) mebibytes << 20);
        assertThat(limits.batchOf(shipped(FLAIR).manifest().model(), side, side))
                .isEqualTo(images);
    }

    private static CpuSettings settings(long runBytes) {
        return CpuSettings.ofThisMachine().withRunBytes(runBytes);
    }

    private static float[] run(ModelPackage model, CpuSettings settings, Map<String, Tensor> input)
            throws InferenceException {
        try (OnnxRuntimeEngine engine = new OnnxRuntimeEngine(settings);
                LoadedModel network = engine.load(model)) {
            return network.run(input).values().iterator().next().data();
        }
    }

    private static double furthest(float[] one, float[] other) {
        assertThat(one).hasSameSizeAs(other);
        double most = 0;
        for (int i = 0; i < one.length; i++) {
            most = Math.max(most, Math.abs(one[i] - other[i])); // NaN if either is
        }
        return most;
    }

    private static ModelPackage shipped(String name) {
        return ModelCatalogue.load(Path.of("models"))
                .find(name, Optional.empty())
                .orElseThrow();
    }

    private static Map<String, Tensor> slice(int images, int rows, int columns) {
        return slice(images, rows, columns, 42);
    }

    /** Air and tissue in Hounsfield units with a grain, at 0.7 mm. */
    private static Map<String, Tensor> slice(int images, int rows, int columns, long seed) {
        Random random = new Random(seed);
        float[] values = new float[images * rows * columns];
        for (int i = 0; i < values.length; i++) {
            values[i] = (i / 37 % 2 == 0 ? -900 : 50) + (float) (100 * random.nextGaussian());
        }
        return Map.of(
                "image",
                new Tensor(values, images, 1, rows, columns),
                "spacing",
                new Tensor(new float[] {0.7f, 0.7f}, 1, 1, 1, 2));
    }

    private static Map<String, Tensor> heads(long seed, int side) {
        Random random = new Random(seed);
        float[] values = new float[6 * side * side];
        for (int i = 0; i < values.length; i++) {
            values[i] = random.nextFloat();
        }
        return Map.of("image", new Tensor(values, 1, 6, side, side));
    }
}
