package org.afterimage.check;

import java.util.Optional;
import java.util.function.Supplier;
import org.afterimage.check.measure.Place;
import org.afterimage.synthesize.SyntheticInstance;

/**
 * One gate applied to one result.
 *
 * @param gate name of the gate, as the manifest has it, or of a gate that always holds
 * @param measured what was measured
 * @param bound the bound, such as {@code >= 0.1}
 * @param verdict what follows
 * @param sentence what was measured and what it means, for a person
 * @param place where it was measured; empty where the measure is of no place, and where the gate was passed
 */
public record GateResult(
        String gate, double measured, String bound, Verdict verdict, String sentence, Optional<GatePlace> place) {

    /** A result without a place. */
    public GateResult(String gate, double measured, String bound, Verdict verdict, String sentence) {
        this(gate, measured, bound, verdict, sentence, Optional.empty());
    }

    /** The same, found in an image at a spot, which is looked for only where the gate was not passed; without one no place is named. */
    GateResult at(SyntheticInstance image, Supplier<Optional<Place>> spot) {
        return verdict == Verdict.PASS
                ? this
                : spot.get()
                        .map(place -> at(GatePlace.of(image, Optional.of(place))))
                        .orElse(this);
    }

    /** The same, found at a place; of a gate that was passed nobody needs to know. */
    GateResult at(GatePlace where) {
        return verdict == Verdict.PASS
                ? this
                : new GateResult(gate, measured, bound, verdict, sentence, Optional.of(where));
    }
}
