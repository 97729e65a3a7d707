package org.afterimage.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.Tag;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.afterimage.check.GateResult;
import org.afterimage.check.Verdict;
import org.afterimage.provenance.JobEntity.State;
import org.afterimage.provenance.Stage;
import org.afterimage.work.JobEvent;
import org.junit.jupiter.api.Test;

class JobMetersTest {
    private static final String STUDY = "2.25.1234567890";
    private static final Instant NOON = Instant.parse("2026-01-31T12:00:00Z");

    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    private final JobMeters meters = new JobMeters(registry);

    private static JobEvent.Subject job(String model, String destination) {
        return new JobEvent.Subject(7, STUDY, "route", destination, model, NOON);
    }

    private void done(Stage stage, long millis) {
        meters.happened(new JobEvent.StageDone(job("kernel", "PACS"), stage, NOON, Duration.ofMillis(millis), "words"));
    }

    @Test
    void onlyTheTimeOfSynthesisIsOfAModel() {
        done(Stage.ROUTED, 10);
        done(Stage.SYNTHESISED, 1_500);
        done(Stage.SYNTHESISED, 500);
        done(Stage.CHECKED, 9_000);

        assertThat(registry.get("afterimage.synthesis").timers())
                .singleElement()
                .satisfies(timer -> {
                    assertThat(timer.getId().getTags()).containsExactly(Tag.of("model", "kernel"));
                    assertThat(timer.count()).isEqualTo(2);
                    assertThat(timer.totalTime(TimeUnit.MILLISECONDS)).isEqualTo(2_000);
                });
    }

    @Test
    void eachGateCountsByModelAndVerdict() {
        GateResult passed = new GateResult("noise", 1, "<= 2", Verdict.PASS, "Good.");
        GateResult held = new GateResult("noise", 3, "<= 2", Verdict.HOLD, "Bad.");
        meters.happened(new JobEvent.Checked(job("kernel", "PACS"), List.of(passed, passed, held)));
        meters.happened(new JobEvent.Checked(job("style", "PACS"), List.of(passed)));

        assertThat(gates("kernel", "PASS")).isEqualTo(2);
        assertThat(gates("kernel", "HOLD")).isEqualTo(1);
        assertThat(gates("style", "PASS")).isEqualTo(1);
        assertThat(registry.find("afterimage.gates").tags("verdict", "WARN").counter())
                .isNull();
    }

    private double gates(String model, String verdict) {
        return registry.get("afterimage.gates")
                .tags("model", model, "gate", "noise", "verdict", verdict)
                .counter()
                .count();
    }

    @Test
    void aDeliveryCountsByDestinationWhenItIsStoredKeptOrGivenUp() {
        done(Stage.DELIVERED, 5);
        done(Stage.CONFIRMED, 5);
        meters.happened(new JobEvent.Ended(job("kernel", "PACS"), State.CONFIRMED, "", false, NOON));
        meters.happened(new JobEvent.Ended(job("kernel", "ARCHIVE"), State.FAILED, "REFUSED", true, NOON));
        meters.happened(new JobEvent.Ended(job("kernel", "ARCHIVE"), State.CANCELLED, "CANCELLED", false, NOON));

        assertThat(registry.get("afterimage.deliveries").counters())
                .extracting(counter -> counter.getId().getTag("destination") + " "
                        + counter.getId().getTag("state") + " " + counter.count())
                .containsExactlyInAnyOrder("PACS delivered 1.0", "PACS confirmed 1.0", "ARCHIVE failed 1.0");
    }

    @Test
    void noLabelNamesAStudyOrAJob() {
        done(Stage.SYNTHESISED, 1);
        done(Stage.DELIVERED, 1);
        meters.happened(new JobEvent.Checked(
                job("kernel", "PACS"), List.of(new GateResult("noise", 1, "<= 2", Verdict.PASS, "Of " + STUDY))));

        assertThat(registry.getMeters())
                .isNotEmpty()
                .flatExtracting((Meter meter) -> meter.getId().getTags())
                .extracting(Tag::getValue)
                .noneMatch(value -> value.contains(STUDY))
                .doesNotContain("7", "route", "words");
    }
}
