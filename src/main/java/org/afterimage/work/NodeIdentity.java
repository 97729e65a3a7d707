package org.afterimage.work;

import java.time.Instant;
import java.time.ZoneId;
import org.afterimage.derive.ContentQualification;
import org.afterimage.derive.DeriveSettings;

/**
 * What derived series say of the node that made them.
 *
 * @param aeTitle the node's own AE title: its Station Name, and its Device Serial Number, since it tells the site's nodes apart
 * @param softwareVersion the version of this program
 */
public record NodeIdentity(String aeTitle, String softwareVersion) {
    private static final String MANUFACTURER = "Afterimage";
    private static final String MODEL_NAME = "Afterimage node";

    /** The settings of a series that is derived at a time, in this machine's time zone. */
    public DeriveSettings at(Instant time) {
        return new DeriveSettings(
                aeTitle,
                MANUFACTURER,
                MODEL_NAME,
                softwareVersion,
                aeTitle,
                time.atZone(ZoneId.systemDefault()).toOffsetDateTime(),
                ContentQualification.RESEARCH);
    }
}
