package org.afterimage.trace;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import io.opentelemetry.proto.trace.v1.Span;
import io.opentelemetry.proto.trace.v1.Status.StatusCode;
import io.quarkus.runtime.ShutdownEvent;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.afterimage.provenance.JobEntity.State;
import org.afterimage.provenance.Stage;
import org.afterimage.testing.TraceCollector;
import org.afterimage.work.JobEvent;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class StudyTracesTest {
    private static final Instant START = Instant.parse("2026-11-20T08:00:00Z");

    private TraceCollector collector;

    @BeforeEach
    void listen() throws IOException {
        collector = new TraceCollector();
    }

    @AfterEach
    void hangUp() {
        collector.close();
    }

    @Test
    void theJobsOfAStudyShareATraceWhicheverNodeMadeThem() {
        StudyTraces first = new StudyTraces("A", Map.of("otel.exporter.otlp.endpoint", collector.endpoint()));
        first.happened(stage(job(1, "1.2.3"), Stage.ROUTED, "route chest"));
        first.stop(new ShutdownEvent());
        StudyTraces second = new StudyTraces("B", Map.of("otel.exporter.otlp.endpoint", collector.endpoint()));
        second.happened(stage(job(1, "1.2.3"), Stage.SYNTHESISED, "1 image"));
        second.happened(end(job(1, "1.2.3"), State.CONFIRMED, "", false));
        second.happened(end(job(2, "1.2.3"), State.FAILED, "REFUSED", true));
        second.happened(end(job(3, "1.2.4"), State.CONFIRMED, "", false));
        second.stop(new ShutdownEvent());

        Map<String, List<Span>> byName = collector.spans().stream().collect(Collectors.groupingBy(Span::getName));
        assertThat(byName).containsOnlyKeys("routed", "synthesised", "job chest");
        Span job = byName.get("job chest").get(0);
        for (String stage : List.of("routed", "synthesised")) {
            Span span = byName.get(stage).get(0);
            assertThat(span.getTraceId()).isEqualTo(job.getTraceId());
            assertThat(span.getParentSpanId()).isEqualTo(job.getSpanId());
            assertThat(span.getEndTimeUnixNano() - span.getStartTimeUnixNano())
                    .isEqualTo(Duration.ofMillis(250).toNanos());
        }
        assertThat(job.getParentSpanId().isEmpty()).as("a root").isTrue();
        assertThat(text(job))
                .contains(entry("dicom.study_instance_uid", "1.2.3"), entry("afterimage.state", "CONFIRMED"));
        Span failed = byName.get("job chest").get(1);
        assertThat(failed.getStatus().getCode()).isEqualTo(StatusCode.STATUS_CODE_ERROR);
        assertThat(failed.getTraceId()).isEqualTo(job.getTraceId());
        assertThat(failed.getSpanId()).isNotEqualTo(job.getSpanId());
        assertThat(byName.get("job chest").get(2).getTraceId()).isNotEqualTo(job.getTraceId());
    }

    @Test
    void nothingIsSentUnlessACollectorIsNamed() {
        StudyTraces traces = new StudyTraces("A", Map.of());
        traces.happened(end(job(1, "1.2.3"), State.CONFIRMED, "", false));
        traces.stop(new ShutdownEvent());
        assertThat(collector.spans()).isEmpty();
    }

    private static JobEvent.Subject job(long id, String study) {
        return new JobEvent.Subject(id, study, "chest", "PACS", "chest-bone-suppression", START);
    }

    private static JobEvent stage(JobEvent.Subject job, Stage stage, String detail) {
        return new JobEvent.StageDone(job, stage, START, Duration.ofMillis(250), detail);
    }

    private static JobEvent end(JobEvent.Subject job, State state, String reason, boolean failed) {
        return new JobEvent.Ended(job, state, reason, failed, START.plusSeconds(2));
    }

    private static Map<String, String> text(Span span) {
        return span.getAttributesList().stream()
                .filter(attribute -> attribute.getValue().hasStringValue())
                .collect(Collectors.toMap(
                        attribute -> attribute.getKey(),
                        attribute -> attribute.getValue().getStringValue()));
    }
}
