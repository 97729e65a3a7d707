package org.afterimage.route;

import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import org.afterimage.dicom.data.DataSet;
import org.afterimage.dicom.data.Tag;

/** Series to be routed. */
final class TestSeries {
    /** A Saturday. */
    static final ZonedDateTime SATURDAY_AT_TWO =
            LocalDateTime.of(2026, 1, 3, 14, 5).atZone(ZoneOffset.UTC);

    private TestSeries() {}

    static Candidate of(DataSet header) {
        return new Candidate(header, Sender.of("CT2", "AFTERIMAGE", "192.0.2.7"), 3, SATURDAY_AT_TWO);
    }

    /** An MR image by Scanning Sequence, and repetition and echo time in ms. */
    static DataSet mr(String sequence, double repetition, double echo) {
        return new DataSet()
                .putString(Tag.MODALITY, "MR")
                .putString(Tag.IMAGE_TYPE, "ORIGINAL", "PRIMARY", "M")
                .putString(Tag.SCANNING_SEQUENCE, sequence.split("\\\\", -1))
                .putDecimals(Tag.REPETITION_TIME, repetition)
                .putDecimals(Tag.ECHO_TIME, echo);
    }
}
