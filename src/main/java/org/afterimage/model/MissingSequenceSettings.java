package org.afterimage.model;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Synthesis of a missing MR sequence from others of the same study.
 *
 * @param series by role, {@code t1} and {@code t2}, the protocols of which a series must have one to play it
 * @param geometry how series are matched in space
 * @param preprocessing how series become the network's input
 * @param output how the network's answer becomes stored values
 * @param gates bounds of a plausible result
 */
public record MissingSequenceSettings(
        Map<String, List<Protocol>> series, Geometry geometry, Preparation preprocessing, Output output, Gates gates)
        implements TaskSettings {

    /** The task, as manifests name it. */
    public static final String TASK = "mr-missing-sequence";

    /** Role of the T1-weighted series. */
    public static final String T1 = "t1";

    /** Role of the T2-weighted series. */
    public static final String T2 = "t2";

    /** Input of the network: T1 of the slices around one, then T2 of the same. */
    public static final String IMAGE = "image";

    /** Output of the network: the missing sequence of the slice in the middle. */
    public static final String FLAIR = "flair";

    public MissingSequenceSettings {
        series = Collections.unmodifiableMap(new LinkedHashMap<>(series));
    }

    /**
     * How a series was acquired. An absent time counts as 0.
     *
     * @param repetitionTimeMs Repetition Time (0018,0080)
     * @param echoTimeMs Echo Time (0018,0081)
     * @param inversionTimeMs Inversion Time (0018,0082); {@link Range#ZERO} for sequences without inversion
     * @param scanningSequence every value of Scanning Sequence (0018,0020) must be one of these; none when the manifest
     *     does not ask
     */
    public record Protocol(
            Range repetitionTimeMs, Range echoTimeMs, Range inversionTimeMs, List<String> scanningSequence) {
        public Protocol {
            scanningSequence = List.copyOf(scanningSequence);
        }
    }

    /**
     * How series are matched in space.
     *
     * @param reference role of the series whose grid the result has
     * @param tolerancePixels how far voxel centres may lie apart, in pixels of the reference, and still be the same grid
     * @param maximumUncovered share of the reference's voxels that may lie outside the other series
     */
    public record Geometry(String reference, double tolerancePixels, double maximumUncovered) {}

    /**
     * How series become the network's input.
     *
     * @param neighbours slices on each side of the one that is made
     * @param multiple rows and columns are padded at their ends to a multiple of this
     * @param padding the value that they are padded with
     */
    public record Preparation(int neighbours, int multiple, double padding) {

        /** Slices that the network sees of each series. */
        public int slices() {
            return 2 * neighbours + 1;
        }
    }

    /**
     * How the network's answer becomes stored values, 12 bits without sign.
     *
     * @param storedPerUnit stored values a unit of the answer
     * @param windowCenter Window Center in stored values
     * @param windowWidth Window Width in stored values
     */
    public record Output(double storedPerUnit, double windowCenter, double windowWidth) {}

    /**
     * Bounds of a plausible result; outside one of them the result is held for a person.
     *
     * @param minimumHeadFraction least share of all voxels that is head
     * @param minimumMedian least median of the answer over the head
     * @param maximumMedian most of it
     * @param minimumExplained least share of the answer's variance over the head that a straight line of T1 and T2 explains
     * @param maximumUnsupported largest share of the head that is bright in the answer and not in T2
     */
    public record Gates(
            double minimumHeadFraction,
            double minimumMedian,
            double maximumMedian,
            double minimumExplained,
            double maximumUnsupported) {}

    @Override
    public List<String> parameters() {
        return List.of(
                "reference=" + geometry.reference(),
                "tolerancePixels=" + geometry.tolerancePixels(),
                "neighbours=" + preprocessing.neighbours(),
                "multiple=" + preprocessing.multiple(),
                "padding=" + preprocessing.padding(),
                "storedPerUnit=" + output.storedPerUnit(),
                "windowCenter=" + output.windowCenter(),
                "windowWidth=" + output.windowWidth());
    }
}
