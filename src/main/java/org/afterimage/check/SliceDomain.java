package org.afterimage.check;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.afterimage.model.CtKernelSettings;
import org.afterimage.model.ModelManifest;
import org.afterimage.synthesize.SliceStack;
import org.afterimage.synthesize.SourceSeries;
import org.afterimage.synthesize.SynthesisException;

/** The domain of kernel harmonisation: slices of one series, sorted as they lie in the patient. */
public final class SliceDomain implements TaskDomain {

    @Override
    public String task() {
        return CtKernelSettings.TASK;
    }

    @Override
    public DomainDecision decide(List<SourceSeries> series, ModelManifest manifest) {
        if (series.size() != 1) {
            throw new IllegalArgumentException("this task takes one series, not " + series.size());
        }
        DomainDecision slices = InputDomain.decide(series.get(0), manifest);
        if (!slices.acceptsAny()) {
            return slices;
        }
        try {
            SliceStack stack = SliceStack.of(slices.accepted().get(0));
            List<DomainViolation> violations = new ArrayList<>(StackRules.check(stack, manifest));
            violations.addAll(SeriesSize.checkSlices(stack.series()));
            return violations.isEmpty()
                    ? DomainDecision.ofOne(stack.series(), slices.skipped())
                    : DomainDecision.refused(series, new HashMap<>(slices.skipped()), violations.get(0));
        } catch (SynthesisException e) {
            Map<String, List<DomainViolation>> skipped = new HashMap<>(slices.skipped());
            return DomainDecision.refused(series, skipped, new DomainViolation(StackRules.GEOMETRY, e.getMessage()));
        }
    }
}
