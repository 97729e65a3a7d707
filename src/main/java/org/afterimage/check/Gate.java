package org.afterimage.check;

import java.util.Locale;
import org.afterimage.check.measure.ImageMeasure;
import org.afterimage.model.ComparisonBounds;

/** Makes results of gates. */
final class Gate {

    private Gate() {}

    static GateResult atLeast(String gate, double measured, double bound, String what) {
        return bounded(gate, measured, ">= " + bound, measured >= bound, what, "below");
    }

    static GateResult atMost(String gate, double measured, double bound, String what) {
        return bounded(gate, measured, "<= " + bound, measured <= bound, what, "above");
    }

    /** A count of what must not be. */
    static GateResult none(String gate, long count, String good, String bad) {
        return new GateResult(gate, count, "= 0", verdict(count == 0), count == 0 ? good : bad);
    }

    /** A measure against bounds beyond which a result is sent with a warning, or held. */
    static GateResult graded(ImageMeasure measure, double measured, ComparisonBounds.Bound bound, String where) {
        boolean above = measure.suspect() == ImageMeasure.Suspect.ABOVE;
        String sign = above ? "<= " : ">= ";
        boolean held = !(above ? measured <= bound.hold() : measured >= bound.hold());
        boolean warned = !(above ? measured <= bound.warn() : measured >= bound.warn());
        String words = String.format(Locale.ROOT, "%s is %.4f%s, ", measure.words(), measured, where);
        String beyond = above ? "above" : "below";
        if (held) {
            return new GateResult(
                    measure.name(),
                    measured,
                    sign + bound.hold(),
                    Verdict.HOLD,
                    words + beyond + " the model's bound (" + sign + bound.hold() + ").");
        }
        return new GateResult(
                measure.name(),
                measured,
                sign + bound.warn(),
                warned ? Verdict.WARN : Verdict.PASS,
                words
                        + (warned ? beyond + " the model's bound for a warning (" : "within the model's bound (")
                        + sign + bound.warn() + ").");
    }

    private static GateResult bounded(
            String gate, double measured, String bound, boolean within, String what, String side) {
        String sentence = String.format(
                Locale.ROOT,
                within
                        ? "%s is %.4f, within the model's bound (%s)."
                        : "%s is %.4f, " + side + " the model's bound (%s).",
                what,
                measured,
                bound);
        return new GateResult(gate, measured, bound, verdict(within), sentence);
    }

    /** Comparisons with NaN are false, so that a measure that is no number is held too. */
    static Verdict verdict(boolean good) {
        return good ? Verdict.PASS : Verdict.HOLD;
    }
}
