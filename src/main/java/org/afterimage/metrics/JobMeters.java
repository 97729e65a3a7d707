package org.afterimage.metrics;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.TransactionPhase;
import java.time.Duration;
import java.util.Locale;
import java.util.stream.Stream;
import org.afterimage.check.GateResult;
import org.afterimage.provenance.JobEntity;
import org.afterimage.provenance.Stage;
import org.afterimage.work.JobEvent;

/** What jobs did on this node: how long a model took, what its gates said, and what became of deliveries. */
@ApplicationScoped
public class JobMeters {
    /** Of the histogram of synthesis, from a radiograph on a GPU to a long series on a few cores. */
    private static final Duration[] BOUNDS = Stream.of(200, 500, 1_000, 2_000, 5_000, 10_000, 30_000, 60_000, 300_000)
            .map(Duration::ofMillis)
            .toArray(Duration[]::new);

    private final MeterRegistry meters;

    /** For the container. */
    public JobMeters(MeterRegistry meters) {
        this.meters = meters;
    }

    /** Told once it is committed: what is undone was not done. */
    void happened(@Observes(during = TransactionPhase.AFTER_SUCCESS) JobEvent event) {
        if (event instanceof JobEvent.StageDone stage) {
            done(stage);
        } else if (event instanceof JobEvent.Checked checked) {
            checked.gates().forEach(gate -> checked(checked.job(), gate));
        } else if (event instanceof JobEvent.Ended end && end.state() == JobEntity.State.FAILED) {
            delivery(end.job(), "failed");
        }
    }

    private void done(JobEvent.StageDone stage) {
        if (stage.stage() == Stage.SYNTHESISED) {
            Timer.builder("afterimage.synthesis")
                    .description("Time in which a model made the pixels of one result")
                    .tag("model", stage.job().model())
                    .serviceLevelObjectives(BOUNDS)
                    .register(meters)
                    .record(stage.took());
        } else if (stage.stage() == Stage.DELIVERED || stage.stage() == Stage.CONFIRMED) {
            delivery(stage.job(), stage.stage().name().toLowerCase(Locale.ROOT));
        }
    }

    private void delivery(JobEvent.Subject job, String state) {
        Counter.builder("afterimage.deliveries")
                .description(
                        "Jobs whose result a destination has stored (delivered) or keeps (confirmed), and jobs for it that failed")
                .tag("destination", job.destination())
                .tag("state", state)
                .register(meters)
                .increment();
    }

    private void checked(JobEvent.Subject job, GateResult gate) {
        Counter.builder("afterimage.gates")
                .description("Gates that were applied to the instances of results, by what they said")
                .tag("model", job.model())
                .tag("gate", gate.gate())
                .tag("verdict", gate.verdict().name())
                .register(meters)
                .increment();
    }
}
