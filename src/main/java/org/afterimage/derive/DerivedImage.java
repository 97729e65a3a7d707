package org.afterimage.derive;

import java.time.DateTimeException;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Optional;
import org.afterimage.dicom.data.DataSet;
import org.afterimage.dicom.data.SopClass;
import org.afterimage.dicom.data.Tag;
import org.afterimage.dicom.data.VR;
import org.afterimage.dicom.pixel.PixelWriter;
import org.afterimage.model.ModelManifest;
import org.afterimage.model.ModelPackage;
import org.afterimage.synthesize.SourceInstance;
import org.afterimage.synthesize.SyntheticInstance;

/** Makes the data set of one derived radiograph. */
final class DerivedImage {

    private static final String COMMENT = "AI-SYNTHESISED. Not an acquired image. Review with source series.";
    private static final int LONG_STRING = 64;
    private static final DateTimeFormatter DATE = DateTimeFormatter.ofPattern("uuuuMMdd");
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HHmmss");

    /** Attributes of type 2 that a careless source may lack: present but empty says that they are not known. */
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
        Tag.BODY_PART_EXAMINED,
        Tag.VIEW_POSITION,
        Tag.INSTANCE_NUMBER,
        Tag.PATIENT_ORIENTATION
    };

    private final CopiedAttributes copied;
    private final ModelPackage model;
    private final DeriveSettings settings;

    DerivedImage(CopiedAttributes copied, ModelPackage model, DeriveSettings settings) {
        this.copied = copied;
        this.model = model;
        this.settings = settings;
    }

    /**
     * The data set.
     *
     * @param synthetic the pixels and their source
     * @param seriesInstanceUid UID of the derived series
     * @param seriesNumber its number
     * @param sopInstanceUid UID of the derived instance
     * @param contribution what the model did, for Contribution Description
     */
    DataSet make(
            SyntheticInstance synthetic,
            String seriesInstanceUid,
            int seriesNumber,
            String sopInstanceUid,
            String contribution) {
        SourceInstance source = synthetic.source();
        DataSet from = source.object().dataSet();
        OffsetDateTime made = inSourcesTimeZone(from);
        DataSet target = new DataSet();
        copied.copy(from, target);
        complete(target);
        putIdentity(target, source, sopInstanceUid, made);
        putSeries(target, from, seriesInstanceUid, seriesNumber, made);
        putImage(target, source, made);
        Equipment.put(target, from, model, settings, made, contribution);
        DerivationNote.put(target, from, model);
        SourceReference.put(target, source);
        Lossiness.record(source.object(), synthetic.format(), target);
        putPixels(target, synthetic);
        return target;
    }

    private static void complete(DataSet target) {
        for (int tag : PRESENT_EVEN_IF_EMPTY) {
            if (!target.contains(tag)) {
                target.putEmpty(tag);
            }
        }
    }

    private void putIdentity(DataSet target, SourceInstance source, String sopInstanceUid, OffsetDateTime made) {
        target.putString(Tag.SOP_CLASS_UID, source.object().sopClassUid())
                .putString(Tag.SOP_INSTANCE_UID, sopInstanceUid)
                .putString(Tag.INSTANCE_CREATION_DATE, DATE.format(made))
                .putString(Tag.INSTANCE_CREATION_TIME, TIME.format(made))
                .putString(Tag.SYNTHETIC_DATA, "YES")
                .putString(Tag.CONTENT_QUALIFICATION, settings.qualification().name());
    }

    private void putSeries(
            DataSet target, DataSet from, String seriesInstanceUid, int seriesNumber, OffsetDateTime made) {
        ModelManifest manifest = model.manifest();
        String description =
                "AI " + manifest.task().replace('-', ' ').toLowerCase(Locale.ROOT) + " " + manifest.version();
        target.putString(Tag.SERIES_INSTANCE_UID, seriesInstanceUid)
                .putIntegers(Tag.SERIES_NUMBER, seriesNumber)
                .putString(Tag.SERIES_DATE, DATE.format(made))
                .putString(Tag.SERIES_TIME, TIME.format(made))
                .putString(Tag.MANUFACTURER, settings.manufacturer())
                .putString(Tag.MANUFACTURER_MODEL_NAME, settings.modelName())
                .putString(Tag.STATION_NAME, settings.stationName())
                .putString(Tag.SOFTWARE_VERSIONS, settings.softwareVersion())
                .putString(Tag.DEVICE_SERIAL_NUMBER, settings.deviceSerialNumber());
        AppendedText.put(target, Tag.SERIES_DESCRIPTION, description, from, LONG_STRING);
    }

    private static void putImage(DataSet target, SourceInstance source, OffsetDateTime made) {
        if (source.object().sopClassUid().equals(SopClass.DX_IMAGE_FOR_PRESENTATION)) {
            target.putString(
                    Tag.IMAGE_TYPE, "DERIVED", "SECONDARY", ""); // PS3.3 C.8.11.3.1.1: the third value is empty
        } else {
            target.putString(Tag.IMAGE_TYPE, "DERIVED", "SECONDARY");
        }
        target.putString(Tag.CONTENT_DATE, DATE.format(made))
                .putString(Tag.CONTENT_TIME, TIME.format(made))
                .putString(Tag.IMAGE_COMMENTS, COMMENT);
    }

    private static void putPixels(DataSet target, SyntheticInstance synthetic) {
        int[] stored = synthetic.stored().clone();
        for (int i = 0; i < stored.length; i++) {
            if (synthetic.padding().contains(synthetic.sourceStored()[i])) {
                stored[i] = synthetic.sourceStored()[i];
            }
        }
        VR vr = synthetic.format().bitsAllocated() > 8 ? VR.OW : VR.OB;
        target.putBytes(Tag.PIXEL_DATA, vr, PixelWriter.pack(stored, synthetic.format()));
    }

    /** Dates and times of a data set all lie in its Timezone Offset From UTC (0008,0201), which is copied from the source. */
    private OffsetDateTime inSourcesTimeZone(DataSet from) {
        Optional<String> offset = from.string(Tag.TIMEZONE_OFFSET_FROM_UTC);
        try {
            return offset.map(text -> settings.contentDateTime().withOffsetSameInstant(ZoneOffset.of(text.trim())))
                    .orElse(settings.contentDateTime());
        } catch (DateTimeException e) {
            return settings.contentDateTime();
        }
    }
}
