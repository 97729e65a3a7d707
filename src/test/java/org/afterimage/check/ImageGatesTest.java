package org.afterimage.check;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import org.afterimage.check.measure.ImageMeasure;
import org.afterimage.check.measure.Place;
import org.afterimage.model.ComparisonBounds;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What follows from a measure: nothing, a warning that is sent with the series, or a result that is held. */
class ImageGatesTest {

    @ParameterizedTest
    @CsvSource({
        "shift, 0.5, PASS",
        "shift, 1.5, WARN",
        "shift, 2.5, HOLD",
        "shift, NaN, HOLD",
        "edgeCorrelation, 0.95, PASS",
        "edgeCorrelation, 0.85, WARN",
        "edgeCorrelation, 0.5, HOLD",
        "edgeCorrelation, NaN, HOLD"
    })
    void beyondOneBoundAResultIsSentWithAWarningAndBeyondTheOtherItIsHeld(
            String name, double measured, Verdict verdict) {
        Map<String, ComparisonBounds.Bound> bounds = Map.of(
                "shift", new ComparisonBounds.Bound(1, 2),
                "edgeCorrelation", new ComparisonBounds.Bound(0.9, 0.8));
        ImageMeasure measure = ImageMeasure.all().stream()
                .filter(one -> one.name().equals(name))
                .findFirst()
                .orElseThrow();
        GateResult result = Gate.graded(measure, measured, bounds.get(name), " (instance 3)");
        assertThat(result.verdict()).isEqualTo(verdict);
        assertThat(result.gate()).isEqualTo(name);
        assertThat(result.sentence()).startsWith(measure.words()).contains("(instance 3)");
        assertThat(result.sentence().contains("for a warning")).isEqualTo(verdict == Verdict.WARN);
        assertThat(OptionalDouble.of(result.measured())).hasValue(measured);
    }

    @Test
    void aWarningDoesNotHoldASeries() {
        GateResult warned = new GateResult("shift", 1.5, "<= 1.0", Verdict.WARN, "It is moved.");
        CheckResult result = CheckResult.of(List.of(warned));
        assertThat(result.verdict()).isEqualTo(Verdict.WARN);
        assertThat(result.failed()).containsExactly(warned);
    }

    @Test
    void aPlaceIsToldOnlyOfWhatDidNotPass() {
        GatePlace place = new GatePlace("1.2.3", Optional.of(new Place(10, 20, 3)));
        GateResult passed = new GateResult("inventedSpot", 0.1, "<= 0.5", Verdict.PASS, "Nothing is there.");
        GateResult held = new GateResult("inventedSpot", 0.9, "<= 0.5", Verdict.HOLD, "Something is there.");
        assertThat(passed.at(place).place()).isEmpty();
        assertThat(held.at(place).place()).contains(place);
        assertThat(held.at(place).sentence()).isEqualTo(held.sentence());
    }
}
