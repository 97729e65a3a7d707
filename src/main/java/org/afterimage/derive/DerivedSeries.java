package org.afterimage.derive;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.afterimage.dicom.io.TransferSyntax;

/**
 * One derived series.
 *
 * @param seriesInstanceUid the same whenever it is derived again
 * @param seriesNumber Series Number (0020,0011)
 * @param instances one for each instance of the source whose geometry is kept, in its order
 */
public record DerivedSeries(String seriesInstanceUid, int seriesNumber, List<DerivedInstance> instances) {

    public DerivedSeries {
        instances = List.copyOf(instances);
    }

    /**
     * The same series with its pixels, unchanged, in another encoding.
     *
     * @throws IllegalArgumentException if this node does not write that transfer syntax
     */
    public DerivedSeries encodedAs(TransferSyntax syntax) throws IOException {
        List<DerivedInstance> encoded = new ArrayList<>();
        for (DerivedInstance instance : instances) {
            encoded.add(instance.encodedAs(syntax));
        }
        return new DerivedSeries(seriesInstanceUid, seriesNumber, encoded);
    }
}
