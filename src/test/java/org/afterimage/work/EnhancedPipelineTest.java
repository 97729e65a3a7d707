package org.afterimage.work;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.afterimage.check.CheckResult;
import org.afterimage.check.GateResult;
import org.afterimage.derive.DerivedInstance;
import org.afterimage.derive.DerivedSeries;
import org.afterimage.derive.SeriesNumbers;
import org.afterimage.dicom.data.DataSet;
import org.afterimage.dicom.data.SopClass;
import org.afterimage.dicom.data.Tag;
import org.afterimage.dicom.io.DicomObject;
import org.afterimage.dicom.io.Part10;
import org.afterimage.dicom.io.TransferSyntax;
import org.afterimage.dicom.pixel.PixelReader;
import org.afterimage.infer.LoadedModel;
import org.afterimage.infer.OnnxRuntimeEngine;
import org.afterimage.model.ModelCatalogue;
import org.afterimage.model.ModelPackage;
import org.afterimage.synthesize.EnhancedSeries;
import org.afterimage.synthesize.PlaneKeeper;
import org.afterimage.synthesize.SourceSeries;
import org.afterimage.testing.Peers;
import org.afterimage.testing.Validator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The shipped models make of the frames of an Enhanced instance what they make of single slices with the same pixels and geometry. */
class EnhancedPipelineTest {

    private static final Instant MADE = Instant.parse("2026-04-08T10:00:00Z");
    private static final TransferSyntax EXPLICIT = TransferSyntax.EXPLICIT_VR_LITTLE_ENDIAN;

    @TempDir
    Path folder;

    @ParameterizedTest
    @CsvSource({"ct-kernel-sharp-to-smooth, thorax-ct/sharp, 6", "ct-kernel-smooth-to-sharp, thorax-ct, 3"})
    void ctFramesBecomeWhatSingleSlicesBecome(String model, String fixture, int slices) throws Exception {
        List<DicomObject> single = EnhancedSeries.slices(fixture, slices);
        DataSet enhanced = EnhancedSeries.ct(single);
        Pipeline.Synthesised expected = run(model, List.of(EnhancedSeries.single(single)));
        Pipeline.Synthesised made = run(model, List.of(EnhancedSeries.frames(enhanced)));

        assertSameFrames(expected.derived(), made.derived(), SopClass.ENHANCED_CT_IMAGE);
        assertSameFrames(
                expected.changeMap().orElseThrow(), made.changeMap().orElseThrow(), SopClass.ENHANCED_CT_IMAGE);
        assertThat(measured(made)).isEqualTo(measured(expected));
        assertValid(List.of(enhanced), made);
    }

    @Test
    void mrFramesBecomeWhatSingleSlicesBecome() throws Exception {
        List<DicomObject> t1 = EnhancedSeries.slices("head-mr/t1", 5);
        List<DicomObject> t2 = EnhancedSeries.slices("head-mr/t2", 5);
        DataSet enhancedT1 = EnhancedSeries.mr(t1, "T1");
        DataSet enhancedT2 = EnhancedSeries.mr(t2, "T2");
        String model = "mr-flair-synthesis";
        Pipeline.Synthesised expected = run(model, List.of(EnhancedSeries.single(t1), EnhancedSeries.single(t2)));
        Pipeline.Synthesised made =
                run(model, List.of(EnhancedSeries.frames(enhancedT1), EnhancedSeries.frames(enhancedT2)));

        assertSameFrames(expected.derived(), made.derived(), SopClass.ENHANCED_MR_IMAGE);
        assertThat(made.changeMap()).isEmpty();
        assertThat(measured(made)).isEqualTo(measured(expected));
        assertValid(List.of(enhancedT1, enhancedT2), made);

        Pipeline.Synthesised mixed = run(model, List.of(EnhancedSeries.frames(enhancedT1), EnhancedSeries.single(t2)));
        assertThat(mixed.derived().instances())
                .extracting(DerivedInstance::sopClassUid)
                .containsOnly(SopClass.MR_IMAGE);
        assertSamePixels(expected.derived(), mixed.derived());
    }

    private static Pipeline.Synthesised run(String id, List<SourceSeries> sources) throws Exception {
        ModelPackage model = ModelCatalogue.load(Path.of("models"))
                .find(id, Optional.empty())
                .orElseThrow();
        Pipeline pipeline = new Pipeline(new NodeIdentity("AFTERIMAGE", "1"));
        try (OnnxRuntimeEngine engine = new OnnxRuntimeEngine();
                LoadedModel network = engine.load(model)) {
            Pipeline.Outcome outcome = pipeline.run(
                    sources,
                    model,
                    network,
                    MADE,
                    SeriesNumbers.ALL_FREE,
                    true,
                    PlaneKeeper.inMemory(),
                    (stage, at, millis, detail) -> {});
            assertThat(outcome.domain().skipped()).isEmpty();
            return (Pipeline.Synthesised) outcome;
        }
    }

    /** Frames are stored from head to foot, single slices from foot to head. */
    private static void assertSameFrames(DerivedSeries single, DerivedSeries enhanced, String sopClass)
            throws Exception {
        assertThat(enhanced.instances()).hasSize(1);
        DerivedInstance instance = enhanced.instances().get(0);
        assertThat(instance.sopClassUid()).isEqualTo(sopClass);
        int frames = single.instances().size();
        assertThat(instance.dataSet().integer(Tag.NUMBER_OF_FRAMES)).hasValue(frames);
        for (int frame = 0; frame < frames; frame++) {
            DerivedInstance slice = single.instances().get(frames - 1 - frame);
            assertThat(PixelReader.frame(object(instance), frame))
                    .as("frame " + frame)
                    .isEqualTo(PixelReader.frame(object(slice), 0));
        }
    }

    private static void assertSamePixels(DerivedSeries one, DerivedSeries other) throws Exception {
        assertThat(other.instances()).hasSameSizeAs(one.instances());
        for (int k = 0; k < one.instances().size(); k++) {
            assertThat(PixelReader.frame(object(other.instances().get(k)), 0))
                    .isEqualTo(PixelReader.frame(object(one.instances().get(k)), 0));
        }
    }

    private static DicomObject object(DerivedInstance instance) {
        return new DicomObject(new DataSet(), instance.transferSyntax(), instance.dataSet());
    }

    /** Gates with what they measured; sentences name slices in different words. */
    private static List<String> measured(Pipeline.Synthesised made) {
        return made.checks().values().stream()
                .map(CheckResult::gates)
                .flatMap(List::stream)
                .map(EnhancedPipelineTest::words)
                .toList();
    }

    private static String words(GateResult gate) {
        return gate.gate() + " " + gate.measured() + " " + gate.bound() + " " + gate.verdict();
    }

    private void assertValid(List<DataSet> sources, Pipeline.Synthesised made) throws Exception {
        Peers.require("dciodvfy");
        Peers.require("dcentvfy");
        List<Path> study = new ArrayList<>();
        for (DataSet source : sources) {
            study.add(written(source, study.size()));
        }
        List<DerivedInstance> derived = new ArrayList<>(made.derived().instances());
        made.changeMap().ifPresent(change -> derived.addAll(change.instances()));
        for (DerivedInstance instance : derived) {
            Path file = written(instance.dataSet(), study.size());
            study.add(file);
            assertThat(Validator.errors(file)).isEmpty();
        }
        assertThat(Validator.inconsistencies(folder, study)).isEmpty();
    }

    private Path written(DataSet dataSet, int number) throws Exception {
        Path file = folder.resolve(number + ".dcm");
        Part10.write(file, dataSet, EXPLICIT);
        return file;
    }
}
