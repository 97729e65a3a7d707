package org.afterimage.work;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.afterimage.check.CheckResult;
import org.afterimage.derive.DerivedInstance;
import org.afterimage.derive.DerivedSeries;
import org.afterimage.derive.SeriesNumbers;
import org.afterimage.dicom.data.Tag;
import org.afterimage.dicom.io.DataSetWriter;
import org.afterimage.dicom.io.TransferSyntax;
import org.afterimage.infer.LoadedModel;
import org.afterimage.infer.OnnxRuntimeEngine;
import org.afterimage.infer.Tensor;
import org.afterimage.model.CtKernelSettings;
import org.afterimage.model.ModelCatalogue;
import org.afterimage.model.ModelPackage;
import org.afterimage.provenance.PixelDigest;
import org.afterimage.provenance.Stage;
import org.afterimage.synthesize.PlaneKeeper;
import org.afterimage.synthesize.SourceInstance;
import org.afterimage.synthesize.SourceSeries;
import org.afterimage.synthesize.SyntheticInstance;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A series is made the same whether its planes are in memory, in the scratch file, or some here and some there. */
class LongSeriesTest {
    private static final Path SHARP = Path.of("test-fixtures/thorax-ct/sharp");
    private static final int SLICES = 3;
    private static final long SLICE_BYTES = 2L * 512 * 512 * Integer.BYTES;
    private static final Instant MADE_AT = Instant.parse("2026-03-16T10:00:00Z");

    private static ModelPackage model;
    private static OnnxRuntimeEngine engine;
    private static LoadedModel network;
    private static Made all;

    @TempDir
    Path scratch;

    @BeforeAll
    static void load() throws Exception {
        model = ModelCatalogue.load(Path.of("models"))
                .find("ct-kernel-sharp-to-smooth", Optional.empty())
                .orElseThrow();
        engine = new OnnxRuntimeEngine(1);
        network = engine.load(model);
        try (PlaneKeeper planes = PlaneKeeper.inMemory()) {
            all = made(run(network, planes, Stage.DELIVERED));
        }
    }

    @AfterAll
    static void unload() {
        network.close();
        engine.close();
    }

    @ParameterizedTest
    @ValueSource(longs = {0, SLICE_BYTES})
    void theResultDoesNotDependOnHowMuchStaysInMemory(long mostBytes) throws Exception {
        try (PlaneKeeper planes = new PlaneKeeper(scratch, mostBytes)) {
            Pipeline.Synthesised outcome = run(network, planes, Stage.DELIVERED);
            assertThat(planes.bytesInFile()).isEqualTo((SLICES * SLICE_BYTES - mostBytes) / 2);
            Made spilled = made(outcome);
            assertThat(spilled.checks()).isEqualTo(all.checks());
            assertThat(spilled.digests()).isEqualTo(all.digests());
            assertThat(spilled.uids()).isEqualTo(all.uids());
            assertThat(spilled.files())
                    .hasSize(2 * SLICES)
                    .usingRecursiveComparison()
                    .isEqualTo(all.files());
            assertThat(made(outcome).files())
                    .as("made anew")
                    .usingRecursiveComparison()
                    .isEqualTo(all.files());
        }
        assertThat(left()).isZero();
    }

    @Test
    void theFileIsGoneAfterAGateThatHolds() throws Exception {
        LoadedModel constant = constant();
        try (PlaneKeeper planes = new PlaneKeeper(scratch, 0)) {
            Pipeline.Synthesised outcome = run(constant, planes, Stage.DELIVERED);
            assertThat(outcome.heldBecause()).isPresent();
            assertThat(planes.bytesInFile()).isPositive();
        }
        assertThat(left()).isZero();
    }

    @Test
    void aPlaneThatCannotBeReadFailsInAGateInOneSentenceAndTheFileIsGone() throws Exception {
        assertThatThrownBy(() -> {
                    try (PlaneKeeper planes = new PlaneKeeper(scratch, 0)) {
                        run(network, planes, Stage.SYNTHESISED);
                    }
                })
                .isInstanceOf(UncheckedIOException.class)
                .hasMessageStartingWith("The scratch file of the run can't be read: ")
                .hasMessageEndingWith(".");
        assertThat(left()).isZero();
    }

    /**
     * What a run made.
     *
     * @param checks of the gates
     * @param files the derived data sets and those of the change map, in two encodings' bytes
     * @param uids of both series and their instances
     * @param digests of source planes
     */
    private record Made(Map<String, CheckResult> checks, List<byte[]> files, List<String> uids, List<String> digests) {}

    private static Made made(Pipeline.Synthesised outcome) throws IOException {
        List<byte[]> files = new ArrayList<>();
        List<String> uids = new ArrayList<>();
        List<String> digests = new ArrayList<>();
        DerivedSeries change = outcome.changeMap().orElseThrow();
        for (DerivedSeries series : List.of(outcome.derived(), change.encodedAs(TransferSyntax.JPEG_LS_LOSSLESS))) {
            uids.add(series.seriesInstanceUid());
            for (DerivedInstance instance : series.instances()) {
                ByteArrayOutputStream bytes = new ByteArrayOutputStream();
                DataSetWriter.write(bytes, instance.dataSet(), instance.transferSyntax());
                files.add(bytes.toByteArray());
                uids.add(instance.sopInstanceUid());
                SyntheticInstance image = instance.images().get(0);
                digests.add(PixelDigest.of(image.format().rows(), image.format().columns(), image.sourceStored()));
            }
        }
        return new Made(outcome.checks(), files, uids, digests);
    }

    /** Runs the stages; once a stage is done the scratch file fails. */
    private static Pipeline.Synthesised run(LoadedModel model, PlaneKeeper planes, Stage failing) throws Exception {
        Pipeline.Outcome outcome = new Pipeline(new NodeIdentity("AFTERIMAGE", "1"))
                .run(
                        List.of(sharp()),
                        LongSeriesTest.model,
                        model,
                        MADE_AT,
                        SeriesNumbers.ALL_FREE,
                        true,
                        planes,
                        (stage, startedAt, millis, detail) -> {
                            if (stage == failing) {
                                close(planes);
                            }
                        });
        return (Pipeline.Synthesised) outcome;
    }

    private static void close(PlaneKeeper planes) {
        try {
            planes.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A network that answers 60 HU everywhere, which no gate lets pass. */
    private static LoadedModel constant() {
        return new LoadedModel() {
            @Override
            public Map<String, Tensor> run(Map<String, Tensor> inputs) {
                Tensor image = inputs.get(CtKernelSettings.IMAGE);
                float[] answer = new float[image.data().length];
                Arrays.fill(answer, 60);
                return Map.of(CtKernelSettings.CONVERTED, new Tensor(answer, image.shape()));
            }

            @Override
            public Optional<LoadedModel> checker() {
                return Optional.empty();
            }

            @Override
            public void close() {
                // holds nothing
            }
        };
    }

    private static SourceSeries sharp() throws IOException {
        List<SourceInstance> slices = new ArrayList<>();
        try (Stream<Path> files = Files.list(SHARP)) {
            for (Path file : files.sorted().limit(SLICES).toList()) {
                slices.addAll(SourceFiles.open(file));
            }
        }
        var header = slices.get(0).object().dataSet();
        return new SourceSeries(
                header.string(Tag.STUDY_INSTANCE_UID).orElseThrow(),
                header.string(Tag.SERIES_INSTANCE_UID).orElseThrow(),
                slices);
    }

    private long left() throws IOException {
        try (Stream<Path> files = Files.list(scratch)) {
            return files.count();
        }
    }
}
