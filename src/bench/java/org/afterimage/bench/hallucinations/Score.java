package org.afterimage.bench.hallucinations;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.afterimage.check.GateResult;
import org.afterimage.check.Verdict;

/** How the gates judged one kind. */
final class Score {

    private final String kind;
    private final Map<String, Integer> gates = new TreeMap<>();
    private int count;
    private int held;
    private int warned;

    Score(String kind) {
        this.kind = kind;
    }

    /** Counts one output by the gates that did not pass. */
    void add(List<GateResult> failed) {
        count++;
        if (failed.stream().anyMatch(gate -> gate.verdict() == Verdict.HOLD)) {
            held++;
        } else if (!failed.isEmpty()) {
            warned++;
        }
        failed.stream().map(GateResult::gate).distinct().forEach(gate -> gates.merge(gate, 1, Integer::sum));
    }

    String kind() {
        return kind;
    }

    int count() {
        return count;
    }

    int held() {
        return held;
    }

    int warned() {
        return warned;
    }

    /** Each gate that spoke, with how often. */
    Map<String, Integer> gates() {
        return gates;
    }
}
