package org.afterimage.check;

import java.util.ArrayList;
import java.util.List;
import org.afterimage.synthesize.SyntheticInstance;

/** What must hold for every task: the network answered with numbers, not with the same everywhere, and what is stored can be stored. */
final class CommonGates {

    /** The network answered with something that is not a number. */
    static final String FINITE_OUTPUT = "finiteOutput";

    /** The network answered the same value everywhere. */
    static final String VARYING_OUTPUT = "varyingOutput";

    /** A stored value does not fit Bits Stored. */
    static final String STORABLE = "storedValuesInRange";

    private CommonGates() {}

    /** The gates over some images together. */
    static List<GateResult> of(List<SyntheticInstance> instances) {
        List<GateResult> results = new ArrayList<>();
        results.add(finite(instances));
        results.add(varying(instances));
        results.add(storable(instances));
        return results;
    }

    private static GateResult finite(List<SyntheticInstance> instances) {
        long broken = instances.stream()
                .mapToLong(instance -> instance.evidence().notFinite())
                .sum();
        return Gate.none(
                FINITE_OUTPUT,
                broken,
                "The network answered with numbers everywhere.",
                "The network answered " + broken
                        + " values that are no numbers; its file or the engine is broken, and the"
                        + " result must not be used.");
    }

    private static GateResult varying(List<SyntheticInstance> instances) {
        long constant = instances.stream()
                .filter(instance -> instance.evidence().constant() || lostAll(instance))
                .count();
        return Gate.none(
                VARYING_OUTPUT,
                constant,
                "The result varies over the image.",
                instances.size() == 1
                        ? "The result has the same value everywhere, which no image gives."
                        : "The result has the same value everywhere in " + constant + " of " + instances.size()
                                + " images.");
    }

    /** Whether the stored result is the same everywhere although its source is not. */
    private static boolean lostAll(SyntheticInstance instance) {
        return same(instance.stored()) && !same(instance.sourceStored());
    }

    private static boolean same(int[] values) {
        for (int value : values) {
            if (value != values[0]) {
                return false;
            }
        }
        return true;
    }

    private static GateResult storable(List<SyntheticInstance> instances) {
        long wrong = 0;
        for (SyntheticInstance instance : instances) {
            for (int value : instance.stored()) {
                if (value < instance.format().minimum()
                        || value > instance.format().maximum()) {
                    wrong++;
                }
            }
        }
        return Gate.none(
                STORABLE,
                wrong,
                "Every stored value fits Bits Stored.",
                wrong + " stored values do not fit the image's Bits Stored.");
    }
}
