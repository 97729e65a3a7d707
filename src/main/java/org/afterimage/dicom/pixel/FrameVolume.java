package org.afterimage.dicom.pixel;

import java.util.List;
import java.util.OptionalDouble;
import org.afterimage.dicom.data.DataSet;
import org.afterimage.dicom.io.DicomFormatException;

/**
 * Frames of one image that lie behind each other in space and differ in nothing else: one stack at one temporal position, with one
 * value of every other dimension (PS3.3 C.7.6.16.2.2 and C.7.6.17).
 *
 * @param stackId Stack ID; empty text when frames have none
 * @param temporalPosition Temporal Position Index; 0 when frames have none
 * @param frames the frames, counted from 0, in the order of their places; where those are not known, in the order of In-Stack Position
 *     Number or, without that, as stored
 * @param places distance of each frame from the origin along the normal of the planes, in mm; empty when one of them is not known
 */
public record FrameVolume(String stackId, int temporalPosition, List<Integer> frames, List<Double> places) {

    /** Part of a distance by which slices of a regular volume may lie off, because positions are rounded. */
    private static final double TOLERANCE = 0.01;

    /** Keeps its own lists. */
    public FrameVolume {
        frames = List.copyOf(frames);
        places = List.copyOf(places);
    }

    /**
     * The volumes of an image, in the order of their earliest frames. Every frame is in one of them.
     *
     * @throws DicomFormatException as {@link FunctionalGroups#of} does
     */
    public static List<FrameVolume> of(DataSet image) throws DicomFormatException {
        return new VolumeSorting(FunctionalGroups.of(image)).volumes();
    }

    /** The distance between adjacent slices in mm; empty for a single slice and where slices are not equally far apart. */
    public OptionalDouble sliceDistance() {
        if (places.size() < 2) {
            return OptionalDouble.empty();
        }
        double mean = (places.get(places.size() - 1) - places.get(0)) / (places.size() - 1);
        for (int i = 1; i < places.size(); i++) {
            if (Math.abs(places.get(i) - places.get(i - 1) - mean) > mean * TOLERANCE) {
                return OptionalDouble.empty();
            }
        }
        return OptionalDouble.of(mean);
    }
}
