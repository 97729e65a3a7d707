package org.afterimage.derive;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.afterimage.check.BoneGates;
import org.afterimage.check.CheckResult;
import org.afterimage.check.InputDomain;
import org.afterimage.check.Verdict;
import org.afterimage.dicom.data.DataSet;
import org.afterimage.dicom.data.Element;
import org.afterimage.dicom.data.Tag;
import org.afterimage.dicom.io.DicomObject;
import org.afterimage.dicom.io.Limits;
import org.afterimage.dicom.io.Part10;
import org.afterimage.dicom.io.TransferSyntax;
import org.afterimage.dicom.pixel.PixelReader;
import org.afterimage.infer.LoadedModel;
import org.afterimage.infer.OnnxRuntimeEngine;
import org.afterimage.model.ModelCatalogue;
import org.afterimage.model.ModelPackage;
import org.afterimage.synthesize.BoneSuppressor;
import org.afterimage.synthesize.SourceInstance;
import org.afterimage.synthesize.SourceSeries;
import org.afterimage.synthesize.SyntheticSeries;
import org.afterimage.testing.Peers;
import org.afterimage.testing.Validator;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The simulated radiographs of {@code test-fixtures}, derived with the shipped model and written as files. */
class DerivedFixtureTest {

    @TempDir
    Path folder;

    private ModelPackage model;

    @BeforeEach
    void loadModel() {
        model = ModelCatalogue.load(Path.of("models"))
                .find("chest-bone-suppression", Optional.empty())
                .orElseThrow();
    }

    @ParameterizedTest
    @ValueSource(strings = {"chest-dx", "chest-cr"})
    void validatorsFindNoErrorInTheDerivedObject(String fixture) throws Exception {
        Peers.require("dciodvfy");
        Peers.require("dcentvfy");
        Path source = Path.of("test-fixtures", fixture, "001.dcm");
        Path derived = folder.resolve("derived.dcm");
        Part10.write(derived, derive(source).dataSet(), TransferSyntax.EXPLICIT_VR_LITTLE_ENDIAN);

        assertThat(Validator.errors(derived)).isEmpty();
        assertThat(Validator.inconsistencies(folder, List.of(source, derived))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"chest-dx", "chest-cr"})
    void theFileReadBackHasTheSyntheticPixelsAndThePatientsBytes(String fixture) throws Exception {
        Path source = Path.of("test-fixtures", fixture, "001.dcm");
        DerivedInstance derived = derive(source);
        Path file = folder.resolve("derived.dcm");
        Part10.write(file, derived.dataSet(), TransferSyntax.EXPLICIT_VR_LITTLE_ENDIAN);

        DicomObject read = Part10.read(file, Limits.defaults());
        DataSet original = derived.source().object().dataSet();
        int copied = 0;
        for (Element element : original) {
            int group = Tag.group(element.tag());
            if (group == 0x0010 || element.tag() == Tag.SPECIFIC_CHARACTER_SET) {
                assertThat(read.dataSet().get(element.tag()))
                        .as(Tag.toString(element.tag()))
                        .contains(element);
                copied++;
            }
        }
        assertThat(copied).isGreaterThan(6);
        int[] stored = PixelReader.frame(read, 0);
        int[] acquired = PixelReader.frame(derived.source().object(), 0);
        int changed = 0;
        for (int i = 0; i < stored.length; i++) {
            changed += stored[i] == acquired[i] ? 0 : 1;
        }
        assertThat((double) changed / stored.length).isBetween(0.05, 0.6);
    }

    private DerivedInstance derive(Path file) throws Exception {
        DicomObject object = Part10.read(file, Limits.defaults());
        SourceSeries source = new SourceSeries(
                object.dataSet().string(Tag.STUDY_INSTANCE_UID).orElseThrow(),
                object.dataSet().string(Tag.SERIES_INSTANCE_UID).orElseThrow(),
                List.of(new SourceInstance(file, object)));
        assertThat(InputDomain.check(source, model.manifest())).isEmpty();
        try (OnnxRuntimeEngine engine = new OnnxRuntimeEngine();
                LoadedModel network = engine.load(model)) {
            SyntheticSeries output = new BoneSuppressor().synthesize(source, model, network);
            CheckResult checks = new BoneGates().check(output.instances().get(0), model.manifest(), network.checker());
            assertThat(checks.verdict()).as(checks.failed().toString()).isEqualTo(Verdict.PASS);
            return new DerivedSeriesBuilder()
                    .derive(source, output, model, TestDerivation.SETTINGS, checks, SeriesNumbers.ALL_FREE)
                    .instances()
                    .get(0);
        }
    }
}
