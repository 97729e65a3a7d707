package org.afterimage.derive;

import java.nio.file.Path;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.stream.Stream;
import org.afterimage.check.CheckResult;
import org.afterimage.check.Verdict;
import org.afterimage.dicom.data.DataSet;
import org.afterimage.dicom.data.Tag;
import org.afterimage.dicom.io.DicomFormatException;
import org.afterimage.dicom.io.DicomObject;
import org.afterimage.dicom.io.TransferSyntax;
import org.afterimage.dicom.pixel.PixelFormat;
import org.afterimage.model.ModelPackage;
import org.afterimage.model.TestPackages;
import org.afterimage.synthesize.BoneEvidence;
import org.afterimage.synthesize.GreyRange;
import org.afterimage.synthesize.NetworkAnswer;
import org.afterimage.synthesize.PaddingRange;
import org.afterimage.synthesize.Plane;
import org.afterimage.synthesize.SourceInstance;
import org.afterimage.synthesize.SourceSeries;
import org.afterimage.synthesize.SynthesisTimes;
import org.afterimage.synthesize.SyntheticInstance;
import org.afterimage.synthesize.SyntheticSeries;
import org.afterimage.synthesize.TestRadiographs;

/** Derives from small radiographs in memory, without a network: every pixel of the result is 1 less than its source's. */
final class TestDerivation {

    static final OffsetDateTime MADE = OffsetDateTime.parse("2026-11-21T23:30:05+01:00");
    static final DeriveSettings SETTINGS = new DeriveSettings(
            "AFTERIMAGE", "Afterimage", "Afterimage node", "0.1.0", "NODE-1", MADE, ContentQualification.RESEARCH);
    static final String ALGORITHM = "Test 1";

    private final ModelPackage model;
    private DeriveSettings settings = SETTINGS;
    private String algorithm = ALGORITHM;
    private SeriesNumbers numbers = SeriesNumbers.ALL_FREE;

    TestDerivation(Path models) {
        this(TestPackages.load(models, "threshold_lung", TestPackages.BONE_AND_LUNG));
    }

    TestDerivation(ModelPackage model) {
        this.model = model;
    }

    TestDerivation with(DeriveSettings other) {
        settings = other;
        return this;
    }

    TestDerivation withAlgorithm(String other) {
        algorithm = other;
        return this;
    }

    TestDerivation with(SeriesNumbers other) {
        numbers = other;
        return this;
    }

    ModelPackage model() {
        return model;
    }

    /** A CR chest of 8 x 8 pixels. */
    static DataSet chest() {
        return TestRadiographs.chest(8, 8, false, (row, column) -> 100 + 10 * row + column)
                .putString(Tag.PATIENT_NAME, "Doe^Jane")
                .putString(Tag.PATIENT_ID, "4711")
                .putString(Tag.MANUFACTURER, "ScannerWorks")
                .putString(Tag.SERIES_DESCRIPTION, "Thorax p.a.")
                .putIntegers(Tag.SERIES_NUMBER, 3)
                .putIntegers(Tag.INSTANCE_NUMBER, 7);
    }

    /** Derives from one data set and gives the derived one. */
    DataSet dataSet(DataSet source) {
        return series(TestRadiographs.series(source)).instances().get(0).dataSet();
    }

    /** Derives from one data set that came in some transfer syntax. */
    DataSet dataSet(DataSet source, TransferSyntax transferSyntax) {
        SourceInstance instance =
                new SourceInstance(Path.of("source.dcm"), new DicomObject(new DataSet(), transferSyntax, source));
        return series(new SourceSeries(TestRadiographs.STUDY, TestRadiographs.SERIES, List.of(instance)))
                .instances()
                .get(0)
                .dataSet();
    }

    DerivedSeries series(SourceSeries source) {
        return series(source, source);
    }

    /** Derives from some instances as if others had been received. */
    DerivedSeries series(SourceSeries received, SourceSeries used) {
        List<SyntheticInstance> instances =
                used.instances().stream().map(TestDerivation::darker).toList();
        return new DerivedSeriesBuilder()
                .derive(
                        received,
                        new SyntheticSeries(used, algorithm, instances),
                        model,
                        settings,
                        new CheckResult(Verdict.PASS, List.of()),
                        numbers);
    }

    private static SyntheticInstance darker(SourceInstance source) {
        DataSet dataSet = source.object().dataSet();
        PixelFormat format;
        try {
            format = PixelFormat.of(dataSet);
        } catch (DicomFormatException e) {
            throw new AssertionError(e);
        }
        int[] stored = Stream.iterate(100, value -> value + 1)
                .limit((long) format.rows() * format.columns())
                .mapToInt(Integer::intValue)
                .toArray();
        int[] result = stored.clone();
        boolean[] region = new boolean[stored.length];
        for (int i = 0; i < result.length; i++) {
            result[i]--;
            region[i] = true;
        }
        Plane plane = new Plane(new float[] {0, 1}, 1, 2);
        return SyntheticInstance.ofOne(
                source,
                format,
                stored,
                result,
                PaddingRange.of(dataSet, format.signed()),
                new BoneEvidence(region, new GreyRange(0, 1000), new NetworkAnswer(plane, plane, plane)),
                new SynthesisTimes(Duration.ZERO, Duration.ZERO, Duration.ZERO, Duration.ZERO));
    }
}
