package org.afterimage.derive;

import java.time.DateTimeException;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Optional;
import org.afterimage.dicom.data.DataSet;
import org.afterimage.dicom.data.Tag;

/**
 * What derived objects say of the node that made them.
 *
 * @param stationName Station Name (0008,1010), the node's AE title
 * @param manufacturer Manufacturer (0008,0070)
 * @param modelName Manufacturer's Model Name (0008,1090)
 * @param softwareVersion Software Versions (0018,1020)
 * @param deviceSerialNumber Device Serial Number (0018,1000)
 * @param contentDateTime when the pixels were made, the same for all objects of a series; no UID depends on it
 * @param qualification on what authority the content may be used
 */
public record DeriveSettings(
        String stationName,
        String manufacturer,
        String modelName,
        String softwareVersion,
        String deviceSerialNumber,
        OffsetDateTime contentDateTime,
        ContentQualification qualification) {

    /** Dates and times of a data set all lie in its Timezone Offset From UTC (0008,0201), which is copied from the source. */
    OffsetDateTime contentDateTimeFor(DataSet source) {
        Optional<String> offset = source.string(Tag.TIMEZONE_OFFSET_FROM_UTC);
        try {
            return offset.map(text -> contentDateTime.withOffsetSameInstant(ZoneOffset.of(text.trim())))
                    .orElse(contentDateTime);
        } catch (DateTimeException e) {
            return contentDateTime;
        }
    }
}
