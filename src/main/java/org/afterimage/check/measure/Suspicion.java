package org.afterimage.check.measure;

import java.util.Optional;
import java.util.OptionalDouble;

/** How much the checking network suspects the most suspicious place of a result: above 0 it takes it for more likely wrong than right. */
final class Suspicion implements ImageMeasure {

    @Override
    public String name() {
        return "suspicion";
    }

    @Override
    public Suspect suspect() {
        return Suspect.ABOVE;
    }

    @Override
    public String words() {
        return "The strongest suspicion of the checking network";
    }

    @Override
    public OptionalDouble of(ComparedImage image) {
        return image.suspected()
                .map(most -> OptionalDouble.of(most.suspicion()))
                .orElseGet(OptionalDouble::empty);
    }

    /** Which network it was: the model's digest does not say. */
    @Override
    public String detail(ComparedImage image) {
        return image.suspected()
                .map(most -> " (network " + most.checker() + ")")
                .orElse("");
    }

    @Override
    public Optional<Place> place(ComparedImage image) {
        return image.suspected().map(Suspected::place);
    }
}
