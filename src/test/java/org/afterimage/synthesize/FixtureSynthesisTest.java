package org.afterimage.synthesize;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.afterimage.dicom.data.DataSet;
import org.afterimage.dicom.io.DicomObject;
import org.afterimage.dicom.io.Limits;
import org.afterimage.dicom.io.Part10;
import org.afterimage.dicom.io.TransferSyntax;
import org.afterimage.dicom.pixel.PixelFormat;
import org.afterimage.dicom.pixel.PixelReader;
import org.afterimage.dicom.pixel.PixelWriter;
import org.afterimage.infer.LoadedModel;
import org.afterimage.infer.OnnxRuntimeEngine;
import org.afterimage.model.ModelCatalogue;
import org.afterimage.model.ModelPackage;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The shipped model on the simulated radiographs of {@code test-fixtures}. */
class FixtureSynthesisTest {

    private static final System.Logger LOG = System.getLogger(FixtureSynthesisTest.class.getName());

    @TempDir
    Path folder;

    @ParameterizedTest
    @ValueSource(strings = {"chest-dx", "chest-cr"})
    void theShippedModelChangesTheLungOnly(String fixture) throws Exception {
        Path file = Path.of("test-fixtures", fixture, "001.dcm");
        SourceSeries source = new SourceSeries(
                "study", "series", List.of(new SourceInstance(file, Part10.read(file, Limits.defaults()))));
        ModelPackage model = ModelCatalogue.load(Path.of("models"))
                .find("chest-bone-suppression", Optional.empty())
                .orElseThrow();
        try (OnnxRuntimeEngine engine = new OnnxRuntimeEngine();
                LoadedModel network = engine.load(model)) {
            SyntheticInstance result = new BoneSuppressor()
                    .synthesize(source, model, network)
                    .instances()
                    .get(0);
            LOG.log(System.Logger.Level.INFO, "{0}: {1}", fixture, result.times());

            int changed = 0;
            int inside = 0;
            for (int i = 0; i < result.stored().length; i++) {
                boolean same = result.stored()[i] == result.sourceStored()[i];
                assertThat(same || BoneSuppressorTest.bone(result).region()[i]).isTrue();
                changed += same ? 0 : 1;
                inside += BoneSuppressorTest.bone(result).region()[i] ? 1 : 0;
            }
            assertThat(changed).isGreaterThan(result.stored().length / 20);
            assertThat((double) inside / result.stored().length).isBetween(0.1, 0.7);
            for (Path picture :
                    new Pictures().write(result, model.manifest().derivation().label(), folder)) {
                assertThat(Files.size(picture)).isGreaterThan(1000);
            }
        }
    }

    @ParameterizedTest
    @MethodSource("compressions")
    void aCompressedSourceGivesTheSameResult(TransferSyntax syntax) throws Exception {
        DicomObject plain = Part10.read(Path.of("test-fixtures/chest-dx/001.dcm"), Limits.defaults());
        DataSet compressed = plain.dataSet().shallowCopy();
        compressed.put(PixelWriter.element(PixelReader.frame(plain, 0), PixelFormat.of(plain.dataSet()), syntax));
        Path file = folder.resolve("compressed.dcm");
        Part10.write(file, compressed, syntax);
        ModelPackage model = ModelCatalogue.load(Path.of("models"))
                .find("chest-bone-suppression", Optional.empty())
                .orElseThrow();
        try (OnnxRuntimeEngine engine = new OnnxRuntimeEngine();
                LoadedModel network = engine.load(model)) {
            SyntheticInstance expected = synthesize(new SourceInstance(file, plain), model, network);
            DicomObject read = Part10.read(file, Limits.defaults());
            assertThat(read.transferSyntax()).isEqualTo(syntax);
            SyntheticInstance result = synthesize(new SourceInstance(file, read), model, network);

            assertThat(result.sourceStored()).isEqualTo(expected.sourceStored());
            assertThat(result.stored()).isEqualTo(expected.stored());
        }
    }

    static Stream<TransferSyntax> compressions() {
        return Stream.of(
                TransferSyntax.JPEG_LS_LOSSLESS, TransferSyntax.JPEG_2000_LOSSLESS, TransferSyntax.RLE_LOSSLESS);
    }

    private static SyntheticInstance synthesize(SourceInstance source, ModelPackage model, LoadedModel network)
            throws Exception {
        return new BoneSuppressor()
                .synthesize(new SourceSeries("study", "series", List.of(source)), model, network)
                .instances()
                .get(0);
    }
}
