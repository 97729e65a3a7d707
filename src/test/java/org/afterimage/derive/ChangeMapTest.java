package org.afterimage.derive;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.afterimage.check.CheckResult;
import org.afterimage.check.Verdict;
import org.afterimage.dicom.data.DataSet;
import org.afterimage.dicom.data.Tag;
import org.afterimage.dicom.io.DicomObject;
import org.afterimage.dicom.io.Limits;
import org.afterimage.dicom.io.Part10;
import org.afterimage.dicom.io.TransferSyntax;
import org.afterimage.dicom.pixel.PixelFormat;
import org.afterimage.dicom.pixel.PixelReader;
import org.afterimage.dicom.pixel.Window;
import org.afterimage.model.ModelPackage;
import org.afterimage.model.TestPackages;
import org.afterimage.synthesize.PaddingRange;
import org.afterimage.synthesize.SourceInstance;
import org.afterimage.synthesize.SourceSeries;
import org.afterimage.synthesize.SyntheticInstance;
import org.afterimage.synthesize.SyntheticSeries;
import org.afterimage.testing.Peers;
import org.afterimage.testing.Validator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The series that goes with a result and shows what it adds to its source and takes away. */
class ChangeMapTest {

    private static final int TAKEN = 30;
    private static final int ADDED = 12;

    @TempDir
    Path folder;

    @ParameterizedTest
    @ValueSource(strings = {"chest-dx/001.dcm", "chest-cr/001.dcm", "thorax-ct/sharp/001.dcm"})
    void validatorsFindNoErrorInIt(String fixture) throws Exception {
        Peers.require("dciodvfy");
        Peers.require("dcentvfy");
        Path source = file(fixture);
        Path change = written(source, true);
        assertThat(Validator.errors(change)).isEmpty();
        Path result = written(source, false);
        assertThat(Validator.inconsistencies(folder, List.of(source, result, change)))
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"chest-dx/001.dcm, false", "chest-cr/001.dcm, true", "thorax-ct/sharp/001.dcm, true"})
    void itHoldsResultMinusSourcePixelByPixelAroundTheMiddleOfItsWindow(String fixture, boolean signed)
            throws Exception {
        DicomObject change = Part10.read(written(file(fixture), true), Limits.defaults());
        DataSet header = change.dataSet();
        int[] stored = PixelReader.frame(change, 0);
        double slope = header.decimals(Tag.RESCALE_SLOPE)[0];
        double intercept = header.decimals(Tag.RESCALE_INTERCEPT)[0];
        double none = header.decimals(Tag.WINDOW_CENTER)[0];
        int middle = stored.length / 2;
        assertThat(stored[middle] * slope + intercept - none).isEqualTo(-TAKEN);
        assertThat(stored[middle + 1] * slope + intercept - none).isEqualTo(ADDED);
        assertThat(stored[middle + 2] * slope + intercept - none).isZero();
        assertThat(stored[0] * slope + intercept - none).as("outside the image").isZero();
        assertThat(header.decimals(Tag.WINDOW_WIDTH)[0]).isEqualTo(2 * TAKEN);
        assertThat(none == 0).as("0 is no change").isEqualTo(signed);
        assertThat(header.string(Tag.RESCALE_TYPE)).contains(fixture.contains("ct") ? "HU" : "US");
    }

    @Test
    void eachImageOfASeriesHasItsOwnMatrixAndBits() throws Exception {
        SyntheticSeries one = output(file("chest-cr/001.dcm"), true, List.of());
        SyntheticSeries other = output(file("chest-dx/001.dcm"), true, List.of());
        SyntheticInstance small = one.instances().get(0);
        SyntheticInstance large = other.instances().get(0);
        ChangeUnits ofSmall = new CrRules()
                .changeUnits(small.format(), small.source().object().dataSet());
        ChangeUnits ofLarge = new DxRules()
                .changeUnits(large.format(), large.source().object().dataSet());
        ChangeMap map = ChangeMap.of(one, new CrRules());
        assertThat(map.of(small, ofSmall).stored()).hasSameSizeAs(small.stored());
        SyntheticInstance change = map.of(large, ofLarge);
        assertThat(change.stored()).hasSameSizeAs(large.stored());
        assertThat(change.format().rows()).isEqualTo(large.format().rows());
        assertThat(change.stored()[large.stored().length / 2] - ofLarge.zero()).isEqualTo(-TAKEN);
        assertThat(change.windows().get(0).center()).isEqualTo(ofLarge.noChange());
    }

    @Test
    void itSaysWhatItIsAndLiesBesideTheResult() throws Exception {
        Path source = file("thorax-ct/sharp/001.dcm");
        DataSet change = Part10.read(written(source, true), Limits.defaults()).dataSet();
        DataSet result = Part10.read(written(source, false), Limits.defaults()).dataSet();
        DataSet acquired = Part10.readHeader(source, Limits.defaults()).dataSet();
        assertThat(change.string(Tag.SERIES_DESCRIPTION).orElseThrow()).startsWith("AI change map ");
        assertThat(change.string(Tag.DERIVATION_DESCRIPTION).orElseThrow())
                .startsWith("Difference between an image synthesised by AI and the acquired one; not acquired.")
                .contains("Result minus source in HU: 0 is no change");
        assertThat(change.items(Tag.DERIVATION_CODE_SEQUENCE).get(0).string(Tag.CODE_VALUE))
                .contains("CHANGEMAP");
        assertThat(change.string(Tag.IMAGE_COMMENTS).orElseThrow()).startsWith("AI CHANGE MAP");
        assertThat(change.string(Tag.SYNTHETIC_DATA)).contains("YES");
        assertThat(change.string(Tag.SOP_CLASS_UID)).isEqualTo(result.string(Tag.SOP_CLASS_UID));
        for (int tag :
                new int[] {Tag.FRAME_OF_REFERENCE_UID, Tag.IMAGE_POSITION_PATIENT, Tag.IMAGE_ORIENTATION_PATIENT}) {
            assertThat(change.get(tag)).isPresent().isEqualTo(acquired.get(tag));
        }
        assertThat(change.string(Tag.SERIES_INSTANCE_UID)).isNotEqualTo(result.string(Tag.SERIES_INSTANCE_UID));
        assertThat(change.string(Tag.SOP_INSTANCE_UID)).isNotEqualTo(result.string(Tag.SOP_INSTANCE_UID));
        assertThat(change.integer(Tag.SERIES_NUMBER).getAsInt())
                .isNotEqualTo(result.integer(Tag.SERIES_NUMBER).getAsInt());
        assertThat(change.contains(Tag.PIXEL_PADDING_VALUE)).isFalse();
    }

    @Test
    void theSameChangeHasTheSameUidsWhenItIsMadeAgain() throws Exception {
        Path source = file("chest-cr/001.dcm");
        DataSet first = Part10.read(written(source, true), Limits.defaults()).dataSet();
        DataSet again = Part10.read(written(source, true), Limits.defaults()).dataSet();
        assertThat(again.string(Tag.SOP_INSTANCE_UID)).isEqualTo(first.string(Tag.SOP_INSTANCE_UID));
        assertThat(again.string(Tag.SERIES_INSTANCE_UID)).isEqualTo(first.string(Tag.SERIES_INSTANCE_UID));
    }

    @Test
    void aContrastThatWasNotAcquiredHasNone() throws Exception {
        Path source = file("head-mr/t2/001.dcm");
        SyntheticSeries output = output(source, false, List.of(new Window(500, 1000)));
        assertThat(new DerivedSeriesBuilder()
                        .deriveChange(
                                output.sources(),
                                output,
                                TestVolumes.flairModel(folder.resolve("models")),
                                TestDerivation.SETTINGS,
                                new CheckResult(Verdict.PASS, List.of()),
                                SeriesNumbers.ALL_FREE))
                .isEmpty();
    }

    private static Path file(String fixture) throws Exception {
        Path file = Path.of("test-fixtures", fixture);
        if (java.nio.file.Files.exists(file)) {
            return file;
        }
        try (var files = java.nio.file.Files.list(file.getParent())) {
            return files.filter(one -> one.toString().endsWith(".dcm"))
                    .sorted()
                    .findFirst()
                    .orElseThrow();
        }
    }

    private Path written(Path source, boolean change) throws Exception {
        SyntheticSeries output = output(source, true, List.of());
        ModelPackage model = source.toString().contains("thorax-ct")
                ? TestVolumes.kernelModel(folder.resolve("kernel"))
                : TestPackages.load(folder.resolve("bone"), "threshold_lung", TestPackages.BONE_AND_LUNG);
        DerivedSeriesBuilder builder = new DerivedSeriesBuilder();
        CheckResult checks = new CheckResult(Verdict.PASS, List.of());
        Optional<DerivedSeries> series = change
                ? builder.deriveChange(
                        output.sources(), output, model, TestDerivation.SETTINGS, checks, SeriesNumbers.ALL_FREE)
                : Optional.of(builder.derive(
                        output.sources(), output, model, TestDerivation.SETTINGS, checks, SeriesNumbers.ALL_FREE));
        Path file = folder.resolve(change ? "change.dcm" : "result.dcm");
        Part10.write(file, series.orElseThrow().instances().get(0).dataSet(), TransferSyntax.EXPLICIT_VR_LITTLE_ENDIAN);
        return file;
    }

    /** A result that takes something from one pixel in the middle and adds something to the next. */
    private static SyntheticSeries output(Path file, boolean unitsKept, List<Window> windows) throws Exception {
        DicomObject object = Part10.read(file, Limits.defaults());
        SourceInstance source = new SourceInstance(file, object);
        PixelFormat format = PixelFormat.of(object.dataSet());
        int[] stored = PixelReader.frame(object, 0);
        int[] result = stored.clone();
        result[result.length / 2] -= TAKEN;
        result[result.length / 2 + 1] += ADDED;
        List<SyntheticInstance> instances = new ArrayList<>();
        instances.add(new SyntheticInstance(
                List.of(source),
                format,
                stored,
                result,
                PaddingRange.of(object.dataSet(), format.signed()),
                unitsKept,
                true,
                windows,
                TestVolumes.evidence(),
                TestVolumes.times()));
        SourceSeries series = new SourceSeries(
                object.dataSet().string(Tag.STUDY_INSTANCE_UID).orElseThrow(),
                object.dataSet().string(Tag.SERIES_INSTANCE_UID).orElseThrow(),
                List.of(source));
        return new SyntheticSeries(series, "Test 1", instances);
    }
}
