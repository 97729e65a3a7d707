package org.afterimage.derive;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.afterimage.check.CheckResult;
import org.afterimage.check.Verdict;
import org.afterimage.dicom.data.DataSet;
import org.afterimage.dicom.data.SopClass;
import org.afterimage.dicom.data.Tag;
import org.afterimage.dicom.data.VR;
import org.afterimage.dicom.io.DicomFormatException;
import org.afterimage.dicom.io.DicomObject;
import org.afterimage.dicom.io.TransferSyntax;
import org.afterimage.dicom.pixel.PixelFormat;
import org.afterimage.dicom.pixel.Window;
import org.afterimage.model.ModelManifest;
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

/** Small CT and MR series in memory, and what a synthesis could have made of them, without a network. */
final class TestVolumes {

    static final int SIDE = 4;
    static final String STUDY = "2.25.3001";
    static final String CT_SERIES = "2.25.3002";
    static final String T1_SERIES = "2.25.3003";
    static final String T2_SERIES = "2.25.3004";
    static final String FRAME_OF_REFERENCE = "2.25.3005";
    static final String KERNEL_WORDS = "Kernel sharp to smooth: MTF 50 % at 3.4 lp/cm.";
    static final PixelFormat TWELVE_BITS = new PixelFormat(SIDE, SIDE, 1, 1, 16, 12, 11, false, "MONOCHROME2");

    private static final ModelManifest.Derivation KERNEL = new ModelManifest.Derivation(
            "KERNELTOSMOOTH", "CT kernel harmonisation by a linear filter", "Smooth kernel");
    private static final ModelManifest.Derivation FLAIR = new ModelManifest.Derivation(
            "SYNTHETICFLAIR", "FLAIR synthesised from T1 and T2 by a neural network", "Synthetic FLAIR");
    private static final ModelManifest.Derivation STYLE = new ModelManifest.Derivation(
            "RADIOGRAPHSTYLE", "Presentation harmonised to one target style", "Harmonised");

    private TestVolumes() {}

    static ModelPackage kernelModel(Path models) {
        return model(models, "ct-kernel-harmonization", KERNEL);
    }

    static ModelPackage flairModel(Path models) {
        return model(models, "mr-missing-sequence", FLAIR);
    }

    static ModelPackage styleModel(Path models) {
        return model(models, "radiograph-style", STYLE);
    }

    /** A package that was read, with another task and other words. */
    private static ModelPackage model(Path models, String task, ModelManifest.Derivation derivation) {
        ModelPackage read = TestPackages.load(models, "threshold_lung", TestPackages.BONE_AND_LUNG);
        ModelManifest manifest = read.manifest();
        return new ModelPackage(
                read.folder(),
                new ModelManifest(
                        manifest.schema(),
                        manifest.id(),
                        manifest.version(),
                        manifest.title(),
                        task,
                        manifest.licence(),
                        manifest.model(),
                        manifest.checker(),
                        manifest.accepts(),
                        manifest.settings(),
                        manifest.comparison(),
                        derivation,
                        manifest.limits()),
                read.onnx(),
                read.sha256());
    }

    /** A slice of a chest CT, signed 16 bits, the first row padding. */
    static DataSet ct(int slice) {
        DataSet dataSet = slice(slice, CT_SERIES, 1)
                .putString(Tag.SOP_CLASS_UID, SopClass.CT_IMAGE)
                .putString(Tag.MODALITY, "CT")
                .putString(Tag.IMAGE_TYPE, "ORIGINAL", "PRIMARY", "AXIAL", "CT_SOM5 SPI")
                .putString(Tag.BODY_PART_EXAMINED, "CHEST")
                .putString(Tag.SERIES_DESCRIPTION, "Thorax 5 mm B60")
                .putString(Tag.PROTOCOL_NAME, "Thorax")
                .putIntegers(Tag.SERIES_NUMBER, 3)
                .putString(Tag.KVP, "120")
                .putString(Tag.CONVOLUTION_KERNEL, "B60")
                .putString(Tag.SCAN_OPTIONS, "HELICAL MODE")
                .putString(Tag.CONTRAST_BOLUS_AGENT, "Iohexol")
                .putString(Tag.RESCALE_INTERCEPT, "-1024")
                .putString(Tag.RESCALE_SLOPE, "1")
                .putString(Tag.RESCALE_TYPE, "HU")
                .putString(Tag.WINDOW_CENTER, "40", "-550")
                .putString(Tag.WINDOW_WIDTH, "400", "1500")
                .putIntegers(Tag.BITS_STORED, 16)
                .putIntegers(Tag.HIGH_BIT, 15)
                .putIntegers(Tag.PIXEL_REPRESENTATION, 1)
                .putIntegers(Tag.PIXEL_PADDING_VALUE, VR.SS, -2000);
        return TestRadiographs.withPixels(dataSet, (row, column) -> row == 0 ? -2000 : 1000 + 10 * row + column);
    }

    /** A slice of a T1-weighted head. */
    static DataSet t1(int slice) {
        return mr(slice, T1_SERIES, 2, "T1w axial", 201)
                .putString(Tag.SCANNING_SEQUENCE, "GR", "IR")
                .putString(Tag.SEQUENCE_VARIANT, "SP", "MP")
                .putString(Tag.REPETITION_TIME, "2000")
                .putString(Tag.ECHO_TIME, "3")
                .putString(Tag.INVERSION_TIME, "970");
    }

    /** A slice of a T2-weighted head on the same grid. */
    static DataSet t2(int slice) {
        return mr(slice, T2_SERIES, 3, "T2w axial", 301)
                .putString(Tag.SCANNING_SEQUENCE, "SE")
                .putString(Tag.SEQUENCE_VARIANT, "SK")
                .putString(Tag.REPETITION_TIME, "4400")
                .putString(Tag.ECHO_TIME, "106")
                .putIntegers(Tag.ECHO_TRAIN_LENGTH, 15);
    }

    private static DataSet mr(int slice, String series, int role, String description, int number) {
        DataSet dataSet = slice(slice, series, role)
                .putString(Tag.SOP_CLASS_UID, SopClass.MR_IMAGE)
                .putString(Tag.MODALITY, "MR")
                .putString(Tag.IMAGE_TYPE, "ORIGINAL", "PRIMARY", "OTHER")
                .putString(Tag.BODY_PART_EXAMINED, "BRAIN")
                .putString(Tag.SERIES_DESCRIPTION, description)
                .putString(Tag.PROTOCOL_NAME, "Head tra")
                .putIntegers(Tag.SERIES_NUMBER, number)
                .putString(Tag.SCAN_OPTIONS, "FS")
                .putString(Tag.MR_ACQUISITION_TYPE, "2D")
                .putString(Tag.FLIP_ANGLE, "150")
                .putString(Tag.SEQUENCE_NAME, "tse2d1_15")
                .putString(Tag.CONTRAST_BOLUS_AGENT, "Gadobutrol")
                .putDecimals(Tag.DIFFUSION_B_VALUE, 1000)
                .putString(Tag.MAGNETIC_FIELD_STRENGTH, "3")
                .putString(Tag.WINDOW_CENTER, "700")
                .putString(Tag.WINDOW_WIDTH, "1400")
                .putString(Tag.WINDOW_CENTER_WIDTH_EXPLANATION, "Brain")
                .putString(Tag.RESCALE_INTERCEPT, "0")
                .putString(Tag.RESCALE_SLOPE, "2.5")
                .putIntegers(Tag.BITS_STORED, 16)
                .putIntegers(Tag.HIGH_BIT, 15)
                .putIntegers(Tag.PIXEL_REPRESENTATION, 0)
                .putIntegers(Tag.PIXEL_PADDING_VALUE, VR.US, 0);
        return TestRadiographs.withPixels(dataSet, (row, column) -> 50 * row + column);
    }

    private static DataSet slice(int slice, String series, int role) {
        return new DataSet()
                .putString(Tag.SPECIFIC_CHARACTER_SET, "ISO_IR 100")
                .putString(Tag.PATIENT_NAME, "Müller^Jörg")
                .putString(Tag.PATIENT_ID, "4711")
                .putString(Tag.STUDY_INSTANCE_UID, STUDY)
                .putString(Tag.SERIES_INSTANCE_UID, series)
                .putString(Tag.SOP_INSTANCE_UID, "2.25." + role + "00" + slice)
                .putString(Tag.MANUFACTURER, "ScannerWorks")
                .putString(Tag.DEVICE_SERIAL_NUMBER, "SN-1")
                .putString(Tag.FRAME_OF_REFERENCE_UID, FRAME_OF_REFERENCE)
                .putString(Tag.PATIENT_POSITION, "HFS")
                .putString(Tag.POSITION_REFERENCE_INDICATOR, "SN")
                .putString(Tag.IMAGE_ORIENTATION_PATIENT, "1", "0", "0", "0", "0.996", "-0.087")
                .putString(Tag.IMAGE_POSITION_PATIENT, "-119.5", "-119.50", Integer.toString(6 * slice))
                .putString(Tag.PIXEL_SPACING, "0.9375", "0.9375")
                .putString(Tag.SLICE_THICKNESS, "5")
                .putString(Tag.SPACING_BETWEEN_SLICES, "6")
                .putString(Tag.SLICE_LOCATION, Integer.toString(6 * slice))
                .putString(Tag.ACQUISITION_DATE, "20260407")
                .putString(Tag.ACQUISITION_TIME, "141503")
                .putIntegers(Tag.ACQUISITION_NUMBER, 4)
                .putIntegers(Tag.INSTANCE_NUMBER, slice)
                .putIntegers(Tag.SAMPLES_PER_PIXEL, 1)
                .putString(Tag.PHOTOMETRIC_INTERPRETATION, "MONOCHROME2")
                .putIntegers(Tag.ROWS, SIDE)
                .putIntegers(Tag.COLUMNS, SIDE)
                .putIntegers(Tag.BITS_ALLOCATED, 16);
    }

    /** The series of some slices, by the series UID of the first. */
    static SourceSeries series(DataSet... slices) {
        return series(Arrays.stream(slices).map(TestRadiographs::instance).toList());
    }

    static SourceSeries series(List<SourceInstance> instances) {
        return new SourceSeries(
                STUDY,
                instances
                        .get(0)
                        .object()
                        .dataSet()
                        .string(Tag.SERIES_INSTANCE_UID)
                        .orElseThrow(),
                instances);
    }

    /** An instance that came in some transfer syntax. */
    static SourceInstance instance(DataSet dataSet, TransferSyntax syntax) {
        return new SourceInstance(Path.of("source.dcm"), new DicomObject(new DataSet(), syntax, dataSet));
    }

    /** CT slices, each 1 HU less. */
    static SyntheticSeries kernel(SourceSeries source) {
        List<SyntheticInstance> instances = new ArrayList<>();
        for (SourceInstance instance : source.instances()) {
            int[] stored = IntStream.range(0, SIDE * SIDE)
                    .map(i -> i < SIDE ? -2000 : 1000 + 10 * (i / SIDE) + i % SIDE)
                    .toArray();
            int[] result = IntStream.of(stored).map(value -> value - 1).toArray();
            DataSet header = instance.object().dataSet();
            instances.add(SyntheticInstance.ofOne(
                    instance, format(header), stored, result, PaddingRange.of(header, true), evidence(), times()));
        }
        return new SyntheticSeries(List.of(source), "Test 1", KERNEL_WORDS, List.of(), instances);
    }

    /** FLAIR of heads: slice k from T2 and T1, each with the slices beside it, in 12 bits of its own units. */
    static SyntheticSeries flair(SourceSeries t2, SourceSeries t1, boolean sameGrid) {
        List<SyntheticInstance> instances = new ArrayList<>();
        for (int k = 0; k < t2.instances().size(); k++) {
            List<SourceInstance> sources = new ArrayList<>(around(t2, k));
            sources.addAll(around(t1, k));
            instances.add(new SyntheticInstance(
                    sources,
                    TWELVE_BITS,
                    new int[SIDE * SIDE],
                    IntStream.range(0, SIDE * SIDE).map(i -> 4000 - i).toArray(),
                    PaddingRange.NONE,
                    false,
                    sameGrid,
                    List.of(new Window(1000, 2000.5)),
                    evidence(),
                    times()));
        }
        List<String> warnings = sameGrid ? List.of() : List.of("T1 was resampled onto the grid of T2.");
        return new SyntheticSeries(List.of(t2, t1), "Test 1", "", warnings, instances);
    }

    private static List<SourceInstance> around(SourceSeries series, int k) {
        List<SourceInstance> sources =
                new ArrayList<>(List.of(series.instances().get(k)));
        for (int beside : new int[] {k - 1, k + 1}) {
            if (beside >= 0 && beside < series.instances().size()) {
                sources.add(series.instances().get(beside));
            }
        }
        return sources;
    }

    static DerivedSeries derive(ModelPackage model, SyntheticSeries output) {
        return derive(model, output.sources(), output);
    }

    static DerivedSeries derive(ModelPackage model, List<SourceSeries> received, SyntheticSeries output) {
        return new DerivedSeriesBuilder()
                .derive(
                        received,
                        output,
                        model,
                        TestDerivation.SETTINGS,
                        new CheckResult(Verdict.PASS, List.of()),
                        SeriesNumbers.ALL_FREE);
    }

    static PixelFormat format(DataSet dataSet) {
        try {
            return PixelFormat.of(dataSet);
        } catch (DicomFormatException e) {
            throw new AssertionError(e);
        }
    }

    static BoneEvidence evidence() {
        Plane plane = new Plane(new float[] {0, 1}, 1, 2);
        return new BoneEvidence(new boolean[0], new GreyRange(0, 1), new NetworkAnswer(plane, plane, plane));
    }

    static SynthesisTimes times() {
        return new SynthesisTimes(Duration.ZERO, Duration.ZERO, Duration.ZERO, Duration.ZERO);
    }
}
