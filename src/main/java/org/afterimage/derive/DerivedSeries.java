package org.afterimage.derive;

import java.util.List;
import org.afterimage.dicom.io.TransferSyntax;

/**
 * One derived series.
 *
 * @param seriesInstanceUid the same whenever it is derived again
 * @param seriesNumber Series Number (0020,0011)
 * @param origin what its pixels depend on besides their sources
 * @param instances one for each instance of the source whose geometry is kept, in its order
 */
public record DerivedSeries(
        String seriesInstanceUid, int seriesNumber, Origin origin, List<DerivedInstance> instances) {
    /**
     * What went into the UIDs of the series.
     *
     * @param role what it is among the series made from its sources
     * @param algorithm name and revision of the code around the network
     * @param parameterDigest SHA-256 of the manifest's settings that the pixels depend on
     */
    public record Origin(String role, String algorithm, String parameterDigest) {}

    public DerivedSeries {
        instances = List.copyOf(instances);
    }

    /**
     * The same series with its pixels, unchanged, in another encoding.
     *
     * @throws IllegalArgumentException if this node does not write that transfer syntax
     */
    public DerivedSeries encodedAs(TransferSyntax syntax) {
        return new DerivedSeries(
                seriesInstanceUid,
                seriesNumber,
                origin,
                instances.stream().map(instance -> instance.encodedAs(syntax)).toList());
    }
}
