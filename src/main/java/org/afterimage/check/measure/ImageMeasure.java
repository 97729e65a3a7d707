package org.afterimage.check.measure;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * One number that says how far a result is to be believed. A measure is added by adding a class to {@link #all()}, and its name to the
 * manifest's schema.
 */
public interface ImageMeasure {

    /** On which side of a bound a result is suspect. */
    enum Suspect {
        /** Small numbers are suspect. */
        BELOW,
        /** Large numbers are suspect. */
        ABOVE
    }

    /** The name under which a manifest bounds it. */
    String name();

    /** Where a result is suspect. */
    Suspect suspect();

    /** What is measured, the beginning of a sentence that goes on with "is 0.3". */
    String words();

    /**
     * Measures one image.
     *
     * @return empty when the image has nothing to measure it on
     */
    OptionalDouble of(ComparedImage image);

    /**
     * Where in an image that was measured it is most suspect.
     *
     * @return empty when the measure is one of the whole image
     */
    default Optional<Place> place(ComparedImage image) {
        return Optional.empty();
    }

    /** What else must be told with the number, in brackets behind it; nothing for most. */
    default String detail(ComparedImage image) {
        return "";
    }

    /** What a checking network says. */
    static ImageMeasure suspicion() {
        return new Suspicion();
    }

    /** Every measure. */
    static List<ImageMeasure> all() {
        List<ImageMeasure> all = new ArrayList<>(List.of(
                new HistogramDrift(),
                new LowestValue(),
                new HighestValue(),
                new EdgeCorrelation(),
                new RingCorrelation(),
                new Shift(),
                new Lattice(),
                new UnexplainedBlob("inventedSpot", Blobs::brightSpot),
                new UnexplainedBlob("lostSpot", Blobs::darkSpot),
                new UnexplainedBlob("inventedMass", Blobs::brightMass),
                new UnexplainedBlob("lostMass", Blobs::darkMass),
                new Brightened(),
                suspicion()));
        all.addAll(GrainRatio.both());
        return List.copyOf(all);
    }
}
