package org.afterimage.check;

import java.util.List;
import org.afterimage.model.ModelManifest;
import org.afterimage.synthesize.SourceSeries;

/** The domain of tasks that take radiographs one by one. */
public final class RadiographDomain implements TaskDomain {

    private final String task;

    /**
     * @param task as manifests name it
     */
    public RadiographDomain(String task) {
        this.task = task;
    }

    @Override
    public String task() {
        return task;
    }

    @Override
    public DomainDecision decide(List<SourceSeries> series, ModelManifest manifest) {
        if (series.size() != 1) {
            throw new IllegalArgumentException("this task takes one series, not " + series.size());
        }
        return InputDomain.decide(series.get(0), manifest);
    }
}
