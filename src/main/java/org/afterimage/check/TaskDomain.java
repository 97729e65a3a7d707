package org.afterimage.check;

import java.util.List;
import java.util.OptionalInt;
import org.afterimage.dicom.data.DataSet;
import org.afterimage.model.ModelManifest;
import org.afterimage.synthesize.SourceSeries;

/** Which series of a study a task takes together, and which of their images are inside a model's domain; each task has its own. */
public interface TaskDomain {

    /** The task, as manifests name it. */
    String task();

    /**
     * Whether the task needs several series of a study at once, so that it is done once a study and not once a series.
     */
    default boolean takesStudies() {
        return false;
    }

    /**
     * Which place a series might take among those that the task needs, from the header of one of its images; 0 for the one that gives the
     * result its geometry. Empty when it can take none.
     *
     * @param header attributes of one image
     * @param manifest the model's
     */
    default OptionalInt place(DataSet header, ModelManifest manifest) {
        return OptionalInt.of(0);
    }

    /**
     * Decides on the series that a job was given.
     *
     * @param series one series, or for a task that takes studies all that might take a place
     * @param manifest the model's
     */
    DomainDecision decide(List<SourceSeries> series, ModelManifest manifest);
}
