package org.afterimage.check.measure;

import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Function;

/** The strongest round spot of what the sources do not explain. Bright spots were invented, dark ones are findings that were lost. */
final class UnexplainedBlob implements ImageMeasure {

    private final String name;
    private final Function<Blobs, Blobs.Spot> which;

    UnexplainedBlob(String name, Function<Blobs, Blobs.Spot> which) {
        this.name = name;
        this.which = which;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public Suspect suspect() {
        return Suspect.ABOVE;
    }

    @Override
    public String words() {
        return "The contrast of the strongest round "
                + (name.endsWith("Spot") ? "spot" : "mass")
                + (name.startsWith("invented")
                        ? " that the result has and the source does not explain"
                        : " that the source has and the result lost");
    }

    @Override
    public OptionalDouble of(ComparedImage image) {
        return OptionalDouble.of(which.apply(image.blobs()).contrast());
    }

    @Override
    public Optional<Place> place(ComparedImage image) {
        Blobs.Spot spot = which.apply(image.blobs());
        return spot.reach() == 0
                ? Optional.empty()
                : Optional.of(Place.of(
                        spot.row(), spot.column(), spot.reach(), image.small().factor()));
    }
}
