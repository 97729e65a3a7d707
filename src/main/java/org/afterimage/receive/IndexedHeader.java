package org.afterimage.receive;

import org.afterimage.dicom.data.DataSet;
import org.afterimage.dicom.data.Tag;

/**
 * What the index keeps of an instance's header; text that is absent is null, as it is in its column.
 *
 * @param studyInstanceUid Study Instance UID (0020,000D)
 * @param patientId Patient ID (0010,0020)
 * @param patientName Patient's Name (0010,0010)
 * @param accessionNumber Accession Number (0008,0050)
 * @param studyDate Study Date (0008,0020)
 * @param studyDescription Study Description (0008,1030)
 * @param seriesInstanceUid Series Instance UID (0020,000E)
 * @param modality Modality (0008,0060)
 * @param seriesNumber Series Number (0020,0011)
 * @param seriesDescription Series Description (0008,103E)
 * @param instanceNumber Instance Number (0020,0013)
 */
record IndexedHeader(
        String studyInstanceUid,
        String patientId,
        String patientName,
        String accessionNumber,
        String studyDate,
        String studyDescription,
        String seriesInstanceUid,
        String modality,
        Integer seriesNumber,
        String seriesDescription,
        Integer instanceNumber) {

    /** Takes it out of a header that has its Study and Series Instance UID. */
    static IndexedHeader of(DataSet header) {
        return new IndexedHeader(
                header.string(Tag.STUDY_INSTANCE_UID).orElseThrow(),
                text(header, Tag.PATIENT_ID),
                text(header, Tag.PATIENT_NAME),
                text(header, Tag.ACCESSION_NUMBER),
                text(header, Tag.STUDY_DATE),
                text(header, Tag.STUDY_DESCRIPTION),
                header.string(Tag.SERIES_INSTANCE_UID).orElseThrow(),
                text(header, Tag.MODALITY),
                integer(header, Tag.SERIES_NUMBER),
                text(header, Tag.SERIES_DESCRIPTION),
                integer(header, Tag.INSTANCE_NUMBER));
    }

    /** PostgreSQL text takes no NUL character, which a broken character set can decode to. */
    private static String text(DataSet header, int tag) {
        return header.string(tag).map(value -> value.replace("\0", "")).orElse(null);
    }

    private static Integer integer(DataSet header, int tag) {
        return header.integer(tag).isPresent() ? header.integer(tag).getAsInt() : null;
    }
}
