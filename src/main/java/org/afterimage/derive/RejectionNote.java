package org.afterimage.derive;

import java.nio.charset.StandardCharsets;
import java.time.OffsetDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.afterimage.dicom.data.DataSet;
import org.afterimage.dicom.data.SopClass;
import org.afterimage.dicom.data.Tag;

/**
 * A rejection note: the Key Object Selection Document by which an archive is told that objects it has are not to be used, "Rejected for
 * Quality Reasons" (PS3.3 A.35.4 and C.17.6, PS3.16 TID 2010, IHE RAD TF-3 4.66).
 *
 * @param seriesInstanceUid of the note's own series
 * @param seriesNumber of the note's own series
 * @param description Series Description (0008,103E)
 * @param sopInstanceUid of the note
 * @param dataSet all attributes
 */
public record RejectionNote(
        String seriesInstanceUid, int seriesNumber, String description, String sopInstanceUid, DataSet dataSet) {

    private static final DateTimeFormatter DATE = DateTimeFormatter.ofPattern("uuuuMMdd");
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HHmmss");
    private static final String DESCRIPTION = "Rejection note: AI series withdrawn";
    private static final String KEY_OBJECT = "KO";
    private static final String CONTAINS = "CONTAINS";
    private static final String OBSERVATION_CONTEXT = "HAS OBS CONTEXT";
    private static final String UNICODE = "ISO_IR 192";
    private static final int LONGEST_NAME = 64;

    /** Of type 2 in the modules that are copied (PS3.3 C.7.1.1, C.7.2.1). */
    private static final int[] PRESENT_EVEN_IF_EMPTY = {
        Tag.ACCESSION_NUMBER,
        Tag.REFERRING_PHYSICIAN_NAME,
        Tag.STUDY_DATE,
        Tag.STUDY_TIME,
        Tag.STUDY_ID,
        Tag.PATIENT_NAME,
        Tag.PATIENT_ID,
        Tag.PATIENT_BIRTH_DATE,
        Tag.PATIENT_SEX
    };

    /** An instance that is withdrawn. */
    public record Rejected(String seriesInstanceUid, String sopClassUid, String sopInstanceUid) {}

    /**
     * What a note says.
     *
     * @param occasion what tells this retraction from every other, of this node and of others; the UIDs depend on it and on what is rejected
     * @param person who withdraws
     * @param reason why
     */
    public record Statement(String occasion, String person, String reason) {}

    /**
     * Makes a note; the same note has the same UIDs whenever it is made.
     *
     * @param study an object of the study, for its patient and study attributes
     * @param rejected what is withdrawn, at least one instance, all of that study
     * @param seriesNumber of the note's own series
     * @param settings what objects say of the node; its content time is the note's
     */
    public static RejectionNote of(
            DataSet study, List<Rejected> rejected, Statement statement, int seriesNumber, DeriveSettings settings) {
        List<String> key = new ArrayList<>(List.of("rejection-note", statement.occasion()));
        rejected.stream().map(Rejected::sopInstanceUid).sorted().forEach(key::add);
        String sopInstanceUid = DerivedUids.hashed(key);
        key.add("series");
        String seriesInstanceUid = DerivedUids.hashed(key);
        OffsetDateTime made = settings.contentDateTimeFor(study);
        DataSet note = new DataSet();
        CopiedAttributes.of("study").copy(study, note);
        ImageRules.complete(note, PRESENT_EVEN_IF_EMPTY);
        note.putString(Tag.SOP_CLASS_UID, SopClass.KEY_OBJECT_SELECTION_DOCUMENT)
                .putString(Tag.SOP_INSTANCE_UID, sopInstanceUid)
                .putString(Tag.INSTANCE_CREATION_DATE, DATE.format(made))
                .putString(Tag.INSTANCE_CREATION_TIME, TIME.format(made))
                .putString(Tag.MODALITY, KEY_OBJECT)
                .putString(Tag.SERIES_INSTANCE_UID, seriesInstanceUid)
                .putIntegers(Tag.SERIES_NUMBER, seriesNumber)
                .putString(Tag.SERIES_DESCRIPTION, DESCRIPTION)
                .putEmpty(Tag.REFERENCED_PERFORMED_PROCEDURE_STEP_SEQUENCE)
                .putString(Tag.MANUFACTURER, settings.manufacturer())
                .putString(Tag.MANUFACTURER_MODEL_NAME, settings.modelName())
                .putString(Tag.STATION_NAME, settings.stationName())
                .putString(Tag.SOFTWARE_VERSIONS, settings.softwareVersion())
                .putString(Tag.DEVICE_SERIAL_NUMBER, settings.deviceSerialNumber())
                .putIntegers(Tag.INSTANCE_NUMBER, 1)
                .putString(Tag.CONTENT_DATE, DATE.format(made))
                .putString(Tag.CONTENT_TIME, TIME.format(made));
        putEvidence(note, study, rejected);
        putContent(note, rejected, statement);
        return new RejectionNote(seriesInstanceUid, seriesNumber, DESCRIPTION, sopInstanceUid, note);
    }

    /** Every object of the content tree, by study and series (PS3.3 C.17.6.2). */
    private static void putEvidence(DataSet note, DataSet study, List<Rejected> rejected) {
        Map<String, List<DataSet>> bySeries = new LinkedHashMap<>();
        for (Rejected instance : rejected) {
            bySeries.computeIfAbsent(instance.seriesInstanceUid(), any -> new ArrayList<>())
                    .add(reference(note, instance));
        }
        DataSet evidence = note.newItem().copy(study, Tag.STUDY_INSTANCE_UID);
        List<DataSet> series = new ArrayList<>();
        bySeries.forEach((uid, references) -> series.add(note.newItem()
                .putString(Tag.SERIES_INSTANCE_UID, uid)
                .putItems(Tag.REFERENCED_SOP_SEQUENCE, references.toArray(DataSet[]::new))));
        evidence.putItems(Tag.REFERENCED_SERIES_SEQUENCE, series.toArray(DataSet[]::new));
        note.putItems(Tag.CURRENT_REQUESTED_PROCEDURE_EVIDENCE_SEQUENCE, evidence);
    }

    private static void putContent(DataSet note, List<Rejected> rejected, Statement statement) {
        note.putString(Tag.VALUE_TYPE, "CONTAINER")
                .putItems(
                        Tag.CONCEPT_NAME_CODE_SEQUENCE,
                        DocumentTitle.REJECTED_FOR_QUALITY_REASONS.concept().into(note.newItem()))
                .putString(Tag.CONTINUITY_OF_CONTENT, "SEPARATE")
                .putItems(
                        Tag.CONTENT_TEMPLATE_SEQUENCE,
                        note.newItem()
                                .putString(Tag.MAPPING_RESOURCE, "DCMR")
                                .putString(Tag.TEMPLATE_IDENTIFIER, "2010"));
        List<DataSet> items = new ArrayList<>();
        DataSet observer = item(note, OBSERVATION_CONTEXT, "CODE", ContentName.OBSERVER_TYPE);
        items.add(observer.putItems(
                Tag.CONCEPT_CODE_SEQUENCE, ContentName.PERSON.concept().into(note.newItem())));
        items.add(text(
                item(note, OBSERVATION_CONTEXT, "PNAME", ContentName.PERSON_OBSERVER_NAME),
                Tag.PERSON_NAME,
                name(statement.person())));
        items.add(text(
                item(note, CONTAINS, "TEXT", ContentName.KEY_OBJECT_DESCRIPTION),
                Tag.TEXT_VALUE,
                "AI-synthesised images, withdrawn by the node that made them. Reason: "
                        + printable(statement.reason())));
        for (Rejected instance : rejected) {
            items.add(note.newItem()
                    .putString(Tag.RELATIONSHIP_TYPE, CONTAINS)
                    .putString(Tag.VALUE_TYPE, "IMAGE")
                    .putItems(Tag.REFERENCED_SOP_SEQUENCE, reference(note, instance)));
        }
        note.putItems(Tag.CONTENT_SEQUENCE, items.toArray(DataSet[]::new));
    }

    private static DataSet item(DataSet note, String relationship, String valueType, ContentName name) {
        DataSet item =
                note.newItem().putString(Tag.RELATIONSHIP_TYPE, relationship).putString(Tag.VALUE_TYPE, valueType);
        return item.putItems(Tag.CONCEPT_NAME_CODE_SEQUENCE, name.concept().into(item.newItem()));
    }

    /** An item names its own character set where the study's can't spell what a person here wrote (PS3.3 C.12.1.1.2). */
    private static DataSet text(DataSet item, int tag, String text) {
        if (!StandardCharsets.US_ASCII.newEncoder().canEncode(text)) {
            item.putString(Tag.SPECIFIC_CHARACTER_SET, UNICODE);
        }
        return item.putString(tag, text);
    }

    private static DataSet reference(DataSet note, Rejected instance) {
        return note.newItem()
                .putString(Tag.REFERENCED_SOP_CLASS_UID, instance.sopClassUid())
                .putString(Tag.REFERENCED_SOP_INSTANCE_UID, instance.sopInstanceUid());
    }

    /** A name as one component: the characters that part a name into its components and groups mean nothing here (PS3.5 6.2.1). */
    private static String name(String person) {
        String plain = printable(person).replaceAll("[\\\\^=]", " ").strip();
        return plain.length() <= LONGEST_NAME ? plain : plain.substring(0, LONGEST_NAME);
    }

    private static String printable(String text) {
        return text.replaceAll("\\p{Cntrl}", " ");
    }
}
