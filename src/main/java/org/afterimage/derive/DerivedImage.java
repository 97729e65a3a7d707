package org.afterimage.derive;

import java.time.OffsetDateTime;
import java.time.format.DateTimeFormatter;
import java.util.List;
import org.afterimage.dicom.data.DataSet;
import org.afterimage.dicom.data.Tag;
import org.afterimage.dicom.io.DicomObject;
import org.afterimage.model.ModelPackage;
import org.afterimage.synthesize.ReceivedImage;
import org.afterimage.synthesize.SourceInstance;
import org.afterimage.synthesize.SyntheticInstance;

/** Makes the data sets of one derived series. */
final class DerivedImage {

    private static final String COMMENT = "AI-SYNTHESISED. Not an acquired image. Review with source series.";
    private static final String CHANGE_COMMENT =
            "AI CHANGE MAP: what was added to the source or taken from it. Not an acquired image.";
    private static final int LONG_STRING = 64;
    private static final DateTimeFormatter DATE = DateTimeFormatter.ofPattern("uuuuMMdd");
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HHmmss");

    /** Attributes of type 2 in every image object. */
    private static final int[] PRESENT_EVEN_IF_EMPTY = {
        Tag.ACCESSION_NUMBER,
        Tag.REFERRING_PHYSICIAN_NAME,
        Tag.STUDY_DATE,
        Tag.STUDY_TIME,
        Tag.STUDY_ID,
        Tag.PATIENT_NAME,
        Tag.PATIENT_ID,
        Tag.PATIENT_BIRTH_DATE,
        Tag.PATIENT_SEX,
        Tag.INSTANCE_NUMBER
    };

    private final ModelPackage model;
    private final DeriveSettings settings;
    private final SeriesFacts series;

    DerivedImage(ModelPackage model, DeriveSettings settings, SeriesFacts series) {
        this.model = model;
        this.settings = settings;
        this.series = series;
    }

    /**
     * The data set of an image of one frame.
     *
     * @param synthetic the pixels and their sources
     * @param rules of the source's SOP class
     * @param sopInstanceUid UID of the derived instance
     */
    DataSet make(SyntheticInstance synthetic, ImageRules rules, String sopInstanceUid) {
        DataSet target = begin(synthetic.sources(), rules, sopInstanceUid);
        putNote(target, synthetic);
        SourceReference.putImages(target, synthetic);
        SyntheticPixels.put(target, synthetic);
        return target;
    }

    /**
     * What a derived object says as a whole, whether it has one frame or several.
     *
     * @param sources the images that it was made from; the first, or the instance of which that is a frame, gives the attributes
     */
    DataSet begin(List<SourceInstance> sources, ImageRules rules, String sopInstanceUid) {
        List<DicomObject> received = sources.stream()
                .map(SourceInstance::received)
                .distinct()
                .map(ReceivedImage::object)
                .toList();
        List<DataSet> all = received.stream().map(DicomObject::dataSet).toList();
        DataSet from = all.get(0);
        OffsetDateTime made = settings.contentDateTimeFor(from);
        DataSet target = new DataSet();
        rules.copied().copy(from, target);
        ImageRules.complete(target, PRESENT_EVEN_IF_EMPTY);
        putIdentity(target, received.get(0).sopClassUid(), sopInstanceUid, made);
        putSeries(target, from, made);
        putImage(target, made);
        rules.put(target, from);
        burnedIn(target, all);
        Equipment.put(target, all, model, settings, made, contribution());
        DerivationNote.putScheme(target, from);
        SourceReference.putSeries(target, series.sources());
        Lossiness.record(received, target);
        return target;
    }

    /**
     * What was done to make an image.
     *
     * @param target the derived data set, or the item of a frame's Derivation Image Sequence
     */
    void putNote(DataSet target, SyntheticInstance synthetic) {
        DerivationNote.put(
                target,
                synthetic.source().object().dataSet(),
                model,
                synthetic.sources().size(),
                series.words(),
                series.role().change());
    }

    private void putIdentity(DataSet target, String sopClassUid, String sopInstanceUid, OffsetDateTime made) {
        target.putString(Tag.SOP_CLASS_UID, sopClassUid)
                .putString(Tag.SOP_INSTANCE_UID, sopInstanceUid)
                .putString(Tag.INSTANCE_CREATION_DATE, DATE.format(made))
                .putString(Tag.INSTANCE_CREATION_TIME, TIME.format(made))
                .putString(Tag.SYNTHETIC_DATA, "YES")
                .putString(Tag.CONTENT_QUALIFICATION, settings.qualification().name());
    }

    private void putSeries(DataSet target, DataSet from, OffsetDateTime made) {
        target.putString(Tag.SERIES_INSTANCE_UID, series.seriesInstanceUid())
                .putIntegers(Tag.SERIES_NUMBER, series.number())
                .putString(Tag.SERIES_DATE, DATE.format(made))
                .putString(Tag.SERIES_TIME, TIME.format(made))
                .putString(Tag.MANUFACTURER, settings.manufacturer())
                .putString(Tag.MANUFACTURER_MODEL_NAME, settings.modelName())
                .putString(Tag.STATION_NAME, settings.stationName())
                .putString(Tag.SOFTWARE_VERSIONS, settings.softwareVersion())
                .putString(Tag.DEVICE_SERIAL_NUMBER, settings.deviceSerialNumber());
        AppendedText.put(
                target, Tag.SERIES_DESCRIPTION, series.role().description(model.manifest()), from, LONG_STRING);
    }

    private void putImage(DataSet target, OffsetDateTime made) {
        target.putString(Tag.CONTENT_DATE, DATE.format(made))
                .putString(Tag.CONTENT_TIME, TIME.format(made))
                .putString(Tag.IMAGE_COMMENTS, series.role().change() ? CHANGE_COMMENT : COMMENT);
    }

    /** Text in the pixels of any source may show in the result. */
    private static void burnedIn(DataSet target, List<DataSet> sources) {
        boolean any = sources.stream()
                .flatMap(source -> source.string(Tag.BURNED_IN_ANNOTATION).stream())
                .anyMatch("YES"::equals);
        if (any) {
            target.putString(Tag.BURNED_IN_ANNOTATION, "YES");
        }
    }

    private String contribution() {
        return model.manifest().derivation().meaning() + "; not acquired. Automatic checks of the result: "
                + series.verdict() + ".";
    }
}
