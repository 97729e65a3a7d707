package org.afterimage.check;

import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * What the gates say of a result.
 *
 * @param verdict the strictest of the gates' verdicts
 * @param gates every gate that was applied
 */
public record CheckResult(Verdict verdict, List<GateResult> gates) {

    public CheckResult {
        gates = List.copyOf(gates);
    }

    static CheckResult of(List<GateResult> gates) {
        Verdict strictest = gates.stream()
                .map(GateResult::verdict)
                .max(Comparator.naturalOrder())
                .orElse(Verdict.PASS);
        return new CheckResult(strictest, gates);
    }

    /** The gates that did not pass, for the reason that a person reads. */
    public List<GateResult> failed() {
        return gates.stream().filter(gate -> gate.verdict() != Verdict.PASS).toList();
    }

    /** This result and that of another instance of the same series. */
    public CheckResult and(CheckResult other) {
        return of(Stream.concat(gates.stream(), other.gates.stream()).toList());
    }
}
