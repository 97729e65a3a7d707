package org.afterimage.console;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.afterimage.provenance.JobEntity.State;
import org.afterimage.provenance.Stage;
import org.afterimage.web.JobView;

/**
 * A job, and the way that it took.
 *
 * @param job the job
 * @param way its stages in their order, each with its last time; those that it has not come to are not done
 */
public record JobPageView(JobView job, List<Step> way) {
    /** A stage of the way; its view is null where the job has not come to it. */
    public record Step(String name, JobView.StageView stage) {
        /** Whether the job came through it. */
        public boolean done() {
            return stage != null;
        }
    }

    /** What the page of a job shows. */
    public static JobPageView of(JobView job) {
        return new JobPageView(job, way(job.stages()));
    }

    /** All stages in their order, with the last time that each was come through. */
    static List<Step> way(List<JobView.StageView> stages) {
        List<Step> steps = new ArrayList<>();
        for (Stage stage : Arrays.asList(Stage.values())) {
            JobView.StageView last = stages.stream()
                    .filter(done -> done.stage() == stage)
                    .reduce((first, second) -> second)
                    .orElse(null);
            steps.add(new Step(stage.name(), last));
        }
        return steps;
    }

    /** Its state by name. */
    public String state() {
        return job.state().name();
    }

    /** Whether a person decides on it. */
    public boolean held() {
        return job.state() == State.HELD;
    }

    /** What stopped it. */
    public List<JobView.Gate> stops() {
        return job.gates().stream()
                .filter(gate -> gate.verdict().equals("HOLD"))
                .toList();
    }
}
