package org.afterimage.derive;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.List;
import org.afterimage.derive.RejectionNote.Rejected;
import org.afterimage.derive.RejectionNote.Statement;
import org.afterimage.dicom.data.DataSet;
import org.afterimage.dicom.data.SopClass;
import org.afterimage.dicom.data.Tag;
import org.afterimage.dicom.io.Limits;
import org.afterimage.dicom.io.Part10;
import org.afterimage.dicom.io.TransferSyntax;
import org.afterimage.testing.Peers;
import org.afterimage.testing.ProcessPeer;
import org.afterimage.testing.Python;
import org.afterimage.testing.Validator;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The rejection note of PS3.3 A.35.4, against the standard and against three programs that read it. */
class RejectionNoteTest {
    private static final DeriveSettings SETTINGS = new DeriveSettings(
            "AFTERIMAGE",
            "Afterimage",
            "Afterimage node",
            "1.0",
            "AFTERIMAGE",
            OffsetDateTime.parse("2026-01-31T22:30:00+01:00"),
            ContentQualification.RESEARCH);
    private static final List<Rejected> REJECTED = List.of(
            new Rejected("2.25.10", SopClass.CT_IMAGE, "2.25.101"),
            new Rejected("2.25.10", SopClass.CT_IMAGE, "2.25.102"),
            new Rejected("2.25.20", SopClass.CR_IMAGE, "2.25.201"));
    private static final Statement STATEMENT =
            new Statement("AFTERIMAGE 1", "Dr. Example", "Vessels were taken for ribs");

    private static DataSet study;

    @TempDir
    private Path folder;

    @BeforeAll
    static void read() throws Exception {
        study = Part10.readHeader(Path.of("test-fixtures/chest-cr/001.dcm"), Limits.defaults())
                .dataSet();
    }

    @Test
    void itIsAKeyObjectSelectionRejectedForQualityReasons() {
        DataSet note = note(study, STATEMENT).dataSet();
        assertThat(note.string(Tag.SOP_CLASS_UID)).contains("1.2.840.10008.5.1.4.1.1.88.59");
        assertThat(note.string(Tag.MODALITY)).contains("KO");
        DataSet title = note.item(Tag.CONCEPT_NAME_CODE_SEQUENCE).orElseThrow();
        assertThat(title.string(Tag.CODE_VALUE)).contains("113001");
        assertThat(title.string(Tag.CODING_SCHEME_DESIGNATOR)).contains("DCM");
        assertThat(title.string(Tag.CODE_MEANING)).contains("Rejected for Quality Reasons");
        assertThat(note.item(Tag.CONTENT_TEMPLATE_SEQUENCE).orElseThrow().string(Tag.TEMPLATE_IDENTIFIER))
                .contains("2010");
        assertThat(note.contains(Tag.PIXEL_DATA)).isFalse();
        assertThat(note.contains(Tag.SYNTHETIC_DATA)).isFalse();
    }

    @Test
    void itBelongsToThePatientAndTheStudyByteForByte() {
        DataSet note = note(study, STATEMENT).dataSet();
        for (int tag : new int[] {
            Tag.SPECIFIC_CHARACTER_SET, Tag.PATIENT_NAME, Tag.PATIENT_ID, Tag.STUDY_INSTANCE_UID, Tag.ACCESSION_NUMBER
        }) {
            assertThat(note.get(tag)).isEqualTo(study.get(tag));
        }
        assertThat(note.string(Tag.SERIES_INSTANCE_UID)).isNotEqualTo(study.string(Tag.SERIES_INSTANCE_UID));
        assertThat(note.contains(Tag.BODY_PART_EXAMINED))
                .as("what an image alone has")
                .isFalse();
    }

    @Test
    void everyRejectedInstanceIsInTheEvidenceAndInTheContent() {
        DataSet note = note(study, STATEMENT).dataSet();
        DataSet evidence =
                note.item(Tag.CURRENT_REQUESTED_PROCEDURE_EVIDENCE_SEQUENCE).orElseThrow();
        assertThat(evidence.string(Tag.STUDY_INSTANCE_UID)).isEqualTo(study.string(Tag.STUDY_INSTANCE_UID));
        List<Rejected> named = evidence.items(Tag.REFERENCED_SERIES_SEQUENCE).stream()
                .flatMap(series -> series.items(Tag.REFERENCED_SOP_SEQUENCE).stream()
                        .map(reference ->
                                rejected(series.string(Tag.SERIES_INSTANCE_UID).orElseThrow(), reference)))
                .toList();
        assertThat(named).isEqualTo(REJECTED);
        assertThat(evidence.items(Tag.REFERENCED_SERIES_SEQUENCE)).hasSize(2);
        List<String> images = note.items(Tag.CONTENT_SEQUENCE).stream()
                .filter(item -> item.string(Tag.VALUE_TYPE).orElse("").equals("IMAGE"))
                .map(item -> item.item(Tag.REFERENCED_SOP_SEQUENCE)
                        .orElseThrow()
                        .string(Tag.REFERENCED_SOP_INSTANCE_UID)
                        .orElseThrow())
                .toList();
        assertThat(images).containsExactly("2.25.101", "2.25.102", "2.25.201");
    }

    @Test
    void theSameNoteHasTheSameUidsAndAnotherOccasionHasOthers() {
        RejectionNote note = note(study, STATEMENT);
        assertThat(note(study, STATEMENT)).isEqualTo(note);
        RejectionNote other = note(study, new Statement("AFTERIMAGE 2", "Dr. Example", "Vessels were taken for ribs"));
        assertThat(other.sopInstanceUid()).isNotEqualTo(note.sopInstanceUid());
        assertThat(other.seriesInstanceUid())
                .isNotEqualTo(note.seriesInstanceUid())
                .isNotEqualTo(other.sopInstanceUid());
    }

    @Test
    void aReasonInAnyScriptIsSpeltInItsOwnCharacterSet() {
        DataSet latin = new DataSet().putString(Tag.SPECIFIC_CHARACTER_SET, "ISO_IR 100");
        latin.copy(study, Tag.STUDY_INSTANCE_UID).putString(Tag.PATIENT_NAME, "M\u00fcller");
        RejectionNote note = note(latin, new Statement("A", "\u5c71\u7530=A^B\\C", "Rippe fehlt \u2013 \u808b\n2"));
        assertThat(note.dataSet().string(Tag.PATIENT_NAME)).contains("M\u00fcller");
        List<DataSet> items = note.dataSet().items(Tag.CONTENT_SEQUENCE);
        assertThat(items.get(1).string(Tag.PERSON_NAME)).contains("\u5c71\u7530 A B C");
        assertThat(items.get(2).string(Tag.TEXT_VALUE).orElseThrow()).endsWith("Rippe fehlt \u2013 \u808b 2");
    }

    @Test
    void theValidatorFindsNoError() throws Exception {
        Peers.require("dciodvfy");
        assertThat(Validator.errors(written(study, STATEMENT))).isEmpty();
        Statement japanese = new Statement("A", "\u5c71\u7530", "\u808b");
        assertThat(Validator.errors(written(study, japanese))).isEmpty();
    }

    @Test
    void dcmtkReadsItAsAStructuredDocument() throws Exception {
        Peers.require("dsrdump");
        ProcessPeer.Result read = ProcessPeer.run(
                folder, Duration.ofSeconds(30), "dsrdump", "-Er", "+Pc", "+Pl", "+Pu", written(study, STATEMENT));
        assertThat(read.exitStatus()).as(read.output()).isZero();
        assertThat(read.output())
                .contains(
                        "Key Object Selection Document",
                        "113001,DCM,\"Rejected for Quality Reasons\"",
                        "Vessels were taken for ribs",
                        "Dr. Example",
                        "2.25.201");
    }

    @Test
    void pydicomReadsIt() throws Exception {
        String words =
                Python.run(List.of("pydicom"), """
                import sys, pydicom
                d = pydicom.dcmread(sys.argv[1])
                e = d.CurrentRequestedProcedureEvidenceSequence[0]
                print(d.SOPClassUID.name, d.ConceptNameCodeSequence[0].CodeValue, e.StudyInstanceUID == d.StudyInstanceUID,
                      [i.ReferencedSOPInstanceUID for s in e.ReferencedSeriesSequence for i in s.ReferencedSOPSequence])
                """, written(study, STATEMENT).toString());
        assertThat(words.strip())
                .isEqualTo("Key Object Selection Document Storage 113001 True ['2.25.101', '2.25.102', '2.25.201']");
    }

    private Path written(DataSet from, Statement statement) throws Exception {
        Path file = folder.resolve("note.dcm");
        Part10.write(file, note(from, statement).dataSet(), TransferSyntax.EXPLICIT_VR_LITTLE_ENDIAN);
        return file;
    }

    private static RejectionNote note(DataSet from, Statement statement) {
        return RejectionNote.of(from, REJECTED, statement, 1000, SETTINGS);
    }

    private static Rejected rejected(String series, DataSet reference) {
        return new Rejected(
                series,
                reference.string(Tag.REFERENCED_SOP_CLASS_UID).orElseThrow(),
                reference.string(Tag.REFERENCED_SOP_INSTANCE_UID).orElseThrow());
    }
}
