package org.afterimage.check;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.afterimage.model.ModelManifest;
import org.afterimage.synthesize.BoneEvidence;
import org.afterimage.synthesize.LungWeight;
import org.afterimage.synthesize.SyntheticInstance;

/**
 * Holds a synthetic instance against the bounds of its model's manifest, and against what must hold for every model: the network
 * answered with numbers, the answer is not the same everywhere, something changed, and nothing changed outside the region.
 */
public final class OutputGates {

    /** The network answered with something that is not a number. */
    public static final String FINITE_OUTPUT = "finiteOutput";

    /** The network answered the same value everywhere. */
    public static final String VARYING_OUTPUT = "varyingOutput";

    /** A pixel outside the region differs from the source. */
    public static final String OUTSIDE_REGION = "outsideRegionUnchanged";

    /** A stored value does not fit Bits Stored. */
    public static final String STORABLE = "storedValuesInRange";

    /**
     * Applies every gate.
     *
     * @param instance the result
     * @param manifest the model's bounds
     */
    public CheckResult check(SyntheticInstance instance, ModelManifest manifest) {
        if (!(instance.evidence() instanceof BoneEvidence evidence)) {
            throw new IllegalArgumentException("these gates are for bone suppression");
        }
        List<GateResult> results = new ArrayList<>();
        results.add(finite(instance));
        results.add(varying(instance));
        results.add(outside(instance, evidence.region()));
        results.add(storable(instance));
        LungMeasures measures = LungMeasures.of(evidence.answer(), LungWeight.of(manifest.output()));
        ModelManifest.Gates gates = manifest.gates();
        results.add(atLeast(
                "minimumLungFraction",
                measures.lungFraction(),
                gates.minimumLungFraction(),
                "The part of the image that the network takes for lung"));
        results.add(atMost(
                "maximumLungFraction",
                measures.lungFraction(),
                gates.maximumLungFraction(),
                "The part of the image that the network takes for lung"));
        results.add(atMost(
                "maximumRemovedFraction",
                measures.removedFraction(),
                gates.maximumRemovedFraction(),
                "The most that is removed from a pixel of the lung, in parts of the image's range,"));
        results.add(atLeast(
                "minimumRemovedMean",
                measures.removedMean(),
                gates.minimumRemovedMean(),
                "The mean of what is removed from the lung, in parts of the image's range,"));
        results.add(atLeast(
                "minimumLocalCorrelation",
                measures.localCorrelation(),
                gates.minimumLocalCorrelation(),
                "The correlation of the lung's fine structure before and after"));
        return CheckResult.of(results);
    }

    private static GateResult finite(SyntheticInstance instance) {
        long broken = instance.evidence().notFinite();
        return new GateResult(
                FINITE_OUTPUT,
                broken,
                "= 0",
                verdict(broken == 0),
                broken == 0
                        ? "The network answered with numbers everywhere."
                        : "The network answered " + broken + " values that are no numbers; its file or the engine is"
                                + " broken, and the result must not be used.");
    }

    private static GateResult varying(SyntheticInstance instance) {
        boolean constant = instance.evidence().constant();
        return new GateResult(
                VARYING_OUTPUT,
                constant ? 1 : 0,
                "= 0",
                verdict(!constant),
                constant
                        ? "The network answered the same value everywhere, which no radiograph gives."
                        : "The network's answer varies over the image.");
    }

    private static GateResult outside(SyntheticInstance instance, boolean[] region) {
        long changed = 0;
        for (int i = 0; i < instance.stored().length; i++) {
            if (!region[i] && instance.stored()[i] != instance.sourceStored()[i]) {
                changed++;
            }
        }
        return new GateResult(
                OUTSIDE_REGION,
                changed,
                "= 0",
                verdict(changed == 0),
                changed == 0
                        ? "Every pixel outside the region is as acquired."
                        : changed + " pixels outside the region differ from the source, which is a fault of this"
                                + " program.");
    }

    private static GateResult storable(SyntheticInstance instance) {
        long wrong = 0;
        for (int value : instance.stored()) {
            if (value < instance.format().minimum() || value > instance.format().maximum()) {
                wrong++;
            }
        }
        return new GateResult(
                STORABLE,
                wrong,
                "= 0",
                verdict(wrong == 0),
                wrong == 0
                        ? "Every stored value fits Bits Stored."
                        : wrong + " stored values do not fit the image's Bits Stored.");
    }

    private static GateResult atLeast(String gate, double measured, double bound, String what) {
        return bounded(gate, measured, ">= " + bound, measured >= bound, what, "below");
    }

    private static GateResult atMost(String gate, double measured, double bound, String what) {
        return bounded(gate, measured, "<= " + bound, measured <= bound, what, "above");
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
    private static Verdict verdict(boolean good) {
        return good ? Verdict.PASS : Verdict.HOLD;
    }
}
