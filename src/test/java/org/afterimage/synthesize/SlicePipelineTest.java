package org.afterimage.synthesize;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.afterimage.dicom.io.DicomObject;
import org.afterimage.infer.InferenceException;
import org.afterimage.infer.LoadedModel;
import org.afterimage.infer.OnnxRuntimeEngine;
import org.afterimage.infer.Tensor;
import org.afterimage.model.CtKernelSettings;
import org.afterimage.model.ModelCatalogue;
import org.afterimage.model.ModelPackage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Slices of a CT through one of the shipped filters. */
class SlicePipelineTest {

    private static final String MODEL = "ct-kernel-sharp-to-smooth";
    private static final String READER = "slice-reader";
    private static final String COMPOSER = "slice-composer";
    private static final int SIDE = 48;

    private final ModelPackage model =
            ModelCatalogue.load(Path.of("models")).find(MODEL, Optional.empty()).orElseThrow();

    /** A network on an engine for which so many images a run are best. */
    private record InBatches(LoadedModel network, int most, List<Integer> sizes) implements LoadedModel {
        @Override
        public Map<String, Tensor> run(Map<String, Tensor> inputs) throws InferenceException {
            sizes.add(inputs.get(CtKernelSettings.IMAGE).shape()[0]);
            return network.run(inputs);
        }

        @Override
        public int batchOf(int rows, int columns) {
            return most;
        }

        @Override
        public Optional<LoadedModel> checker() {
            return network.checker();
        }

        @Override
        public void close() {
            network.close();
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 5})
    void aSeriesIsTheSameInBatchesOfAnySize(int most) throws Exception {
        List<DicomObject> slices = EnhancedSeries.slices("thorax-ct/sharp", 6);
        SyntheticSeries alone;
        try (LoadedModel network = loaded()) {
            alone = new CtKernelHarmonizer().synthesize(EnhancedSeries.single(slices), model, network);
        }
        List<Integer> sizes = new ArrayList<>();
        SyntheticSeries together;
        try (InBatches network = new InBatches(loaded(), most, sizes)) {
            together = new CtKernelHarmonizer().synthesize(EnhancedSeries.single(slices), model, network);
        }

        assertThat(sizes)
                .containsExactlyElementsOf(
                        switch (most) {
                            case 1 -> List.of(1, 1, 1, 1, 1, 1);
                            case 2 -> List.of(2, 2, 2);
                            default -> List.of(5, 1);
                        });
        assertThat(together.instances()).hasSize(6);
        for (int i = 0; i < 6; i++) {
            SyntheticInstance one = together.instances().get(i);
            assertThat(one.source()).isEqualTo(together.source().instances().get(i));
            assertThat(one.stored()).isEqualTo(alone.instances().get(i).stored());
            assertThat(one.evidence()).isEqualTo(alone.instances().get(i).evidence());
        }
        assertThat(together.warnings()).isEqualTo(alone.warnings());
        assertNoThreads();
    }

    @ParameterizedTest
    @ValueSource(strings = {"read", "network", "compose"})
    @Timeout(60)
    void aSliceThatFailsEndsTheSeriesWithItsErrorAndLeavesNoThread(String where) throws Exception {
        AtomicInteger composed = new AtomicInteger();
        try (LoadedModel network = loaded()) {
            SlicePipeline<Integer> pipeline = new SlicePipeline<>(
                    model,
                    network,
                    slice -> {
                        if (slice == 7 && where.equals("read")) {
                            throw new IOException("slice 7 can't be read");
                        }
                        return prepared(slice, slice == 7 && where.equals("network") ? 2 : 1);
                    },
                    (slice, run) -> {
                        if (slice == 7 && where.equals("compose")) {
                            throw new SynthesisException("slice 7 can't be composed");
                        }
                        composed.incrementAndGet();
                        return null;
                    });
            assertThatThrownBy(() -> pipeline.run(1000))
                    .isInstanceOf(where.equals("read") ? IOException.class : SynthesisException.class)
                    .hasMessageContaining(where.equals("network") ? MODEL : "slice 7 can't be");
        }
        assertThat(composed.get()).isLessThan(10);
        assertNoThreads();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 3})
    @Timeout(60)
    void noMoreSlicesAreOnTheirWayThanTheNetworkTakesInThreeRuns(int most) throws Exception {
        AtomicInteger read = new AtomicInteger();
        List<Integer> underWay = new ArrayList<>();
        List<Integer> order = new ArrayList<>();
        AtomicInteger answered = new AtomicInteger();
        try (LoadedModel network = loaded()) {
            new SlicePipeline<Integer>(
                            model,
                            new InBatches(network, most, new ArrayList<>()),
                            slice -> {
                                underWay.add(read.incrementAndGet() - answered.get());
                                return prepared(slice, 1);
                            },
                            (slice, run) -> {
                                answered.incrementAndGet();
                                order.add(slice);
                                return null;
                            })
                    .run(40);
        }
        assertThat(order).hasSize(40).isSorted();
        assertThat(underWay).allSatisfy(count -> assertThat(count).isLessThanOrEqualTo(3 * most));
        assertNoThreads();
    }

    @Test
    @Timeout(60)
    void anInterruptEndsIt() throws Exception {
        CountDownLatch begun = new CountDownLatch(1);
        List<Throwable> failures = new ArrayList<>();
        try (LoadedModel network = loaded()) {
            SlicePipeline<Integer> pipeline = new SlicePipeline<>(
                    model,
                    network,
                    slice -> {
                        begun.countDown();
                        return prepared(slice, 1);
                    },
                    (slice, run) -> null);
            Thread series = new Thread(() -> {
                try {
                    pipeline.run(Integer.MAX_VALUE);
                } catch (SynthesisException | IOException | RuntimeException e) {
                    failures.add(e);
                }
            });
            series.start();
            begun.await();
            series.interrupt();
            series.join();
        }
        assertThat(failures).hasSize(1);
        assertThat(failures.get(0)).isInstanceOf(SynthesisException.class);
        assertNoThreads();
    }

    private LoadedModel loaded() throws InferenceException {
        return new OnnxRuntimeEngine(2).load(model);
    }

    /** A slice of air; with more channels than one no network here takes it. */
    private static SlicePipeline.Prepared<Integer> prepared(int slice, int channels) {
        return new SlicePipeline.Prepared<>(
                slice,
                Map.of(
                        CtKernelSettings.IMAGE,
                        new Tensor(new float[channels * SIDE * SIDE], 1, channels, SIDE, SIDE),
                        CtKernelSettings.SPACING,
                        new Tensor(new float[] {0.7f, 0.7f}, 1, 1, 1, 2)));
    }

    private static void assertNoThreads() {
        assertThat(Thread.getAllStackTraces().keySet())
                .extracting(Thread::getName)
                .doesNotContain(READER, COMPOSER);
    }
}
