package org.afterimage.derive;

import java.time.OffsetDateTime;

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
        ContentQualification qualification) {}
