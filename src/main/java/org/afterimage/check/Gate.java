package org.afterimage.check;

import java.util.Locale;

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
