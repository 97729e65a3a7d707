package org.afterimage.work;

import java.util.List;
import org.afterimage.derive.DerivedSeries;

/**
 * A derived series that is on disk and not yet in the database.
 *
 * @param seriesInstanceUid of the derived series
 * @param seriesNumber of the derived series
 * @param description of the derived series
 * @param origin what its pixels depend on besides their sources
 * @param instances its instances
 */
public record Made(
        String seriesInstanceUid,
        int seriesNumber,
        String description,
        DerivedSeries.Origin origin,
        List<Instance> instances) {
    /**
     * One derived instance.
     *
     * @param sopInstanceUid of the derived instance
     * @param sopClassUid of the derived instance
     * @param file relative to the folder of derived instances
     * @param bytes length of the file
     * @param sha256 of the file, hexadecimal
     * @param pixelSha256 digest of its stored values
     * @param sourcePixelSha256 the same of the source whose place it has
     * @param sourceInstanceIds rows of the instances it was made from
     */
    public record Instance(
            String sopInstanceUid,
            String sopClassUid,
            String file,
            long bytes,
            String sha256,
            String pixelSha256,
            String sourcePixelSha256,
            List<Long> sourceInstanceIds) {}
}
