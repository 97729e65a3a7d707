package org.afterimage.dicom.pixel;

import java.util.Comparator;
import org.afterimage.dicom.io.DicomFormatException;

/**
 * The order of packets, from marker COD or one line of marker POC (ITU-T T.800 A.6.6 and B.12).
 *
 * @param order 0 LRCP, 1 RLCP, 2 RPCL, 3 PCRL, 4 CPRL
 * @param resolutionStart the first resolution
 * @param componentStart the first component
 * @param layerEnd the layer after the last
 * @param resolutionEnd the resolution after the last
 * @param componentEnd the component after the last
 */
record J2kProgression(
        int order, int resolutionStart, int componentStart, int layerEnd, int resolutionEnd, int componentEnd) {

    private static final Comparator<J2kPrecinct> PLACE =
            Comparator.<J2kPrecinct>comparingLong(p -> p.y).thenComparingLong(p -> p.x);
    private static final Comparator<J2kPrecinct> RESOLUTION = Comparator.comparingInt(p -> p.resolution);
    private static final Comparator<J2kPrecinct> COMPONENT = Comparator.comparingInt(p -> p.component);
    private static final Comparator<J2kPrecinct> INDEX = Comparator.comparingInt(p -> p.index);

    /** Refuses unknown orders. */
    static J2kProgression of(
            int order, int resolutionStart, int componentStart, int layerEnd, int resolutionEnd, int componentEnd)
            throws DicomFormatException {
        if (order > 4) {
            throw new DicomFormatException("A compressed frame has the unknown progression order " + order + ".");
        }
        return new J2kProgression(order, resolutionStart, componentStart, layerEnd, resolutionEnd, componentEnd);
    }

    /** Whether the packets of a precinct are among those ordered here. */
    boolean covers(J2kPrecinct precinct) {
        return precinct.resolution >= resolutionStart
                && precinct.resolution < resolutionEnd
                && precinct.component >= componentStart
                && precinct.component < componentEnd;
    }

    /** Whether all precincts of a layer come before the next layer. */
    boolean layersOutermost() {
        return order == 0;
    }

    /** Whether within a resolution all precincts of a layer come before the next layer. */
    boolean layersWithinResolutions() {
        return order == 1;
    }

    /** The order of precincts, layers aside. */
    Comparator<J2kPrecinct> precincts() {
        return switch (order) {
            case 0, 1 -> RESOLUTION.thenComparing(COMPONENT).thenComparing(INDEX);
            case 2 -> RESOLUTION.thenComparing(PLACE).thenComparing(COMPONENT).thenComparing(INDEX);
            case 3 -> PLACE.thenComparing(COMPONENT).thenComparing(RESOLUTION).thenComparing(INDEX);
            default -> COMPONENT.thenComparing(PLACE).thenComparing(RESOLUTION).thenComparing(INDEX);
        };
    }
}
