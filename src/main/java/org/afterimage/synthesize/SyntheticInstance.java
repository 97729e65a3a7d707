package org.afterimage.synthesize;

import java.util.List;
import org.afterimage.dicom.pixel.PixelFormat;
import org.afterimage.dicom.pixel.Window;

/**
 * One synthetic image beside its source. Its planes may lie in a file; arrays are not copied and must not be written to.
 *
 * @param sources the instances that it was made from; the first is the one whose place, matrix and pixel format it has
 * @param format the pixel format of the synthetic image
 * @param sourcePlane stored values of the first source as acquired, row-major, rows x columns
 * @param plane stored values of the synthetic image, likewise
 * @param padding which stored values are no image
 * @param unitsKept whether stored values mean what those of the first source mean, in its pixel format and through its rescale; false for
 *     a new contrast, whose stored values stand for themselves
 * @param spatialLocationsPreserved whether every source's pixels were used where they lie; false when one had to be resampled onto the
 *     first one's grid (Spatial Locations Preserved (0028,135A))
 * @param windows VOI windows of the synthetic image; none when those of the first source still hold
 * @param evidence what the checks of this task look at besides
 * @param times how long each step took
 */
public record SyntheticInstance(
        List<SourceInstance> sources,
        PixelFormat format,
        StoredPlane sourcePlane,
        StoredPlane plane,
        PaddingRange padding,
        boolean unitsKept,
        boolean spatialLocationsPreserved,
        List<Window> windows,
        Evidence evidence,
        SynthesisTimes times) {

    /**
     * @throws IllegalArgumentException if there is no source, or the planes have not one value for each pixel
     */
    public SyntheticInstance {
        sources = List.copyOf(sources);
        windows = List.copyOf(windows);
        if (sources.isEmpty()) {
            throw new IllegalArgumentException("a synthetic image has at least one source");
        }
        int pixels = Math.multiplyExact(format.rows(), format.columns());
        if (sourcePlane.size() != pixels || plane.size() != pixels) {
            throw new IllegalArgumentException("an image of " + format.rows() + " x " + format.columns() + " has "
                    + pixels + " pixels, not " + sourcePlane.size() + ", " + plane.size());
        }
    }

    /**
     * An image whose planes are in memory.
     *
     * @param sourceStored stored values of the first source as acquired
     * @param stored stored values of the synthetic image
     */
    public SyntheticInstance(
            List<SourceInstance> sources,
            PixelFormat format,
            int[] sourceStored,
            int[] stored,
            PaddingRange padding,
            boolean unitsKept,
            boolean spatialLocationsPreserved,
            List<Window> windows,
            Evidence evidence,
            SynthesisTimes times) {
        this(
                sources,
                format,
                new StoredPlane.InMemory(sourceStored),
                new StoredPlane.InMemory(stored),
                padding,
                unitsKept,
                spatialLocationsPreserved,
                windows,
                evidence,
                times);
    }

    /** An image that was made from one source alone, pixel on pixel, and is shown through the source's own windows. */
    public static SyntheticInstance ofOne(
            SourceInstance source,
            PixelFormat format,
            int[] sourceStored,
            int[] stored,
            PaddingRange padding,
            Evidence evidence,
            SynthesisTimes times) {
        return new SyntheticInstance(
                List.of(source), format, sourceStored, stored, padding, true, true, List.of(), evidence, times);
    }

    /** The same image with its values kept elsewhere. */
    SyntheticInstance with(StoredPlane sourceElsewhere, StoredPlane elsewhere) {
        return new SyntheticInstance(
                sources,
                format,
                sourceElsewhere,
                elsewhere,
                padding,
                unitsKept,
                spatialLocationsPreserved,
                windows,
                evidence,
                times);
    }

    /** Stored values of the first source as acquired, row-major; perhaps read from a file, so that a caller asks once. */
    public int[] sourceStored() {
        return sourcePlane.values();
    }

    /** Stored values of the synthetic image, likewise. */
    public int[] stored() {
        return plane.values();
    }

    /** The first source: place, matrix and pixel format are its. */
    public SourceInstance source() {
        return sources.get(0);
    }
}
