package org.afterimage.conformance;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.afterimage.check.CheckResult;
import org.afterimage.check.Verdict;
import org.afterimage.derive.DerivedSeriesBuilder;
import org.afterimage.derive.SeriesNumbers;
import org.afterimage.dicom.data.DataSet;
import org.afterimage.dicom.data.SopClass;
import org.afterimage.dicom.data.Tag;
import org.afterimage.dicom.io.DicomFormatException;
import org.afterimage.dicom.io.DicomObject;
import org.afterimage.dicom.io.TransferSyntax;
import org.afterimage.dicom.pixel.PixelFormat;
import org.afterimage.model.ModelPackage;
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
import org.afterimage.work.NodeIdentity;

/** Runs the node's own derivation on a source that says little, so that the statement shows what the node adds by itself. */
final class SampleDerivation {
    private static final String ALGORITHM = "sample";
    private static final int SIDE = 2;

    private final ModelPackage model;
    private final NodeIdentity identity;
    private final String sopClassUid;

    SampleDerivation(ModelPackage model, NodeIdentity identity, String sopClassUid) {
        this.model = model;
        this.identity = identity;
        this.sopClassUid = sopClassUid;
    }

    /** The SOP class of source and derived object. */
    String sopClassUid() {
        return sopClassUid;
    }

    /** A source; those of two numbers differ in all that a node makes something of. An enhanced one has one frame. */
    DataSet source(int number) {
        DataSet source = single(number);
        if (SopClass.ENHANCED_CT_IMAGE.equals(sopClassUid) || SopClass.ENHANCED_MR_IMAGE.equals(sopClassUid)) {
            source.putItems(Tag.SHARED_FUNCTIONAL_GROUPS_SEQUENCE, source.newItem())
                    .putItems(Tag.PER_FRAME_FUNCTIONAL_GROUPS_SEQUENCE, source.newItem());
        }
        return source;
    }

    private DataSet single(int number) {
        return new DataSet()
                .putString(Tag.SOP_CLASS_UID, sopClassUid)
                .putString(Tag.SOP_INSTANCE_UID, "1.2.3." + number + ".1")
                .putString(Tag.STUDY_INSTANCE_UID, "1.2.3." + number + ".2")
                .putString(Tag.SERIES_INSTANCE_UID, "1.2.3." + number + ".3")
                .putString(Tag.MANUFACTURER, "Maker " + number)
                .putString(Tag.INSTITUTION_NAME, "Hospital " + number)
                .putString(Tag.INSTITUTION_ADDRESS, "Street " + number)
                .putString(Tag.STATION_NAME, "STATION" + number)
                .putString(Tag.INSTITUTIONAL_DEPARTMENT_NAME, "Department " + number)
                .putString(Tag.MANUFACTURER_MODEL_NAME, "Model " + number)
                .putString(Tag.DEVICE_SERIAL_NUMBER, "Serial " + number)
                .putString(Tag.DEVICE_UID, "1.2.3." + number + ".4")
                .putString(Tag.SOFTWARE_VERSIONS, "Version " + number)
                .putIntegers(Tag.SERIES_NUMBER, number)
                .putString(Tag.PHOTOMETRIC_INTERPRETATION, "MONOCHROME2")
                .putIntegers(Tag.SAMPLES_PER_PIXEL, 1)
                .putIntegers(Tag.ROWS, SIDE)
                .putIntegers(Tag.COLUMNS, SIDE)
                .putIntegers(Tag.BITS_ALLOCATED, 16)
                .putIntegers(Tag.BITS_STORED, 12)
                .putIntegers(Tag.HIGH_BIT, 11)
                .putIntegers(Tag.PIXEL_REPRESENTATION, 0);
    }

    /** What the node derives from {@link #source}. */
    DataSet derived(int number) {
        DataSet header = source(number);
        SourceInstance instance = SourceInstance.of(
                        Path.of("source.dcm"),
                        new DicomObject(new DataSet(), TransferSyntax.EXPLICIT_VR_LITTLE_ENDIAN, header))
                .get(0);
        SourceSeries series = new SourceSeries(
                header.string(Tag.STUDY_INSTANCE_UID).orElseThrow(),
                header.string(Tag.SERIES_INSTANCE_UID).orElseThrow(),
                List.of(instance));
        return new DerivedSeriesBuilder()
                .derive(
                        series,
                        new SyntheticSeries(series, ALGORITHM, List.of(synthetic(instance, number))),
                        model,
                        identity.at(Instant.EPOCH.plus(
                                Duration.ofDays(1000L * number).plusSeconds(number))),
                        new CheckResult(Verdict.PASS, List.of()),
                        SeriesNumbers.ALL_FREE)
                .instances()
                .get(0)
                .dataSet();
    }

    private static SyntheticInstance synthetic(SourceInstance source, int number) {
        int pixels = SIDE * SIDE;
        int[] stored = new int[pixels];
        stored[0] = number;
        Plane plane = new Plane(new float[pixels], SIDE, SIDE);
        return SyntheticInstance.ofOne(
                source,
                format(source),
                new int[pixels],
                stored,
                PaddingRange.NONE,
                new BoneEvidence(new boolean[pixels], new GreyRange(0, 1), new NetworkAnswer(plane, plane, plane)),
                new SynthesisTimes(Duration.ZERO, Duration.ZERO, Duration.ZERO, Duration.ZERO));
    }

    private static PixelFormat format(SourceInstance source) {
        try {
            return PixelFormat.of(source.object().dataSet());
        } catch (DicomFormatException e) {
            throw new IllegalStateException("the sample source is no image", e);
        }
    }
}
