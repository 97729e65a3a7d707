package org.afterimage.trace;

import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.api.trace.TraceFlags;
import io.opentelemetry.api.trace.TraceState;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Context;
import io.opentelemetry.sdk.OpenTelemetrySdk;
import io.opentelemetry.sdk.autoconfigure.AutoConfiguredOpenTelemetrySdk;
import io.opentelemetry.sdk.autoconfigure.spi.ConfigProperties;
import io.quarkus.runtime.ShutdownEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.TransactionPhase;
import jakarta.inject.Inject;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.afterimage.node.NodeConfiguration;
import org.afterimage.work.JobEvent;
import org.jboss.logging.Logger;

/**
 * Sends what jobs went through as OpenTelemetry traces. It is configured as every program that speaks OpenTelemetry is, by the variables
 * {@code OTEL_*}, and off unless {@code OTEL_EXPORTER_OTLP_ENDPOINT} or {@code OTEL_TRACES_EXPORTER} is set. Spans carry job, study and
 * route; nothing of the patient.
 */
@ApplicationScoped
public class StudyTraces {
    private static final Logger LOG = Logger.getLogger(StudyTraces.class);
    private static final long FLUSH_SECONDS = 5;

    private final FixedIds ids = new FixedIds();
    private final OpenTelemetrySdk sdk;
    private final Tracer tracer;

    /** For the container. */
    @Inject
    public StudyTraces(NodeConfiguration configuration) {
        this(configuration.node().ownAeTitle(), Map.of());
    }

    /**
     * Begins to trace.
     *
     * @param node what this node calls itself
     * @param properties beside those of the process, by OpenTelemetry's names
     */
    StudyTraces(String node, Map<String, String> properties) {
        Map<String, String> defaults = new HashMap<>(Map.of(
                "otel.metrics.exporter", "none",
                "otel.logs.exporter", "none",
                "otel.exporter.otlp.protocol", "http/protobuf",
                "otel.service.name", "afterimage",
                "otel.resource.attributes", "service.instance.id=" + node));
        defaults.putAll(properties);
        this.sdk = AutoConfiguredOpenTelemetrySdk.builder()
                .disableShutdownHook()
                .addPropertiesSupplier(() -> defaults)
                .addPropertiesCustomizer(StudyTraces::onlyWhereACollectorIsNamed)
                .addTracerProviderCustomizer((provider, config) -> provider.setIdGenerator(ids))
                .build()
                .getOpenTelemetrySdk();
        this.tracer = sdk.getTracer("org.afterimage");
    }

    private static Map<String, String> onlyWhereACollectorIsNamed(ConfigProperties config) {
        if (config.getString("otel.traces.exporter") != null) {
            return Map.of();
        }
        boolean named = config.getString("otel.exporter.otlp.endpoint") != null
                || config.getString("otel.exporter.otlp.traces.endpoint") != null;
        return Map.of("otel.traces.exporter", named ? "otlp" : "none");
    }

    void happened(@Observes(during = TransactionPhase.AFTER_SUCCESS) JobEvent event) {
        try {
            if (event instanceof JobEvent.StageDone stage) {
                done(stage);
            } else if (event instanceof JobEvent.Ended end) {
                ended(end);
            }
        } catch (RuntimeException e) {
            LOG.debug("a span could not be made", e); // the work goes on without it
        }
    }

    void stop(@Observes ShutdownEvent event) {
        sdk.getSdkTracerProvider().shutdown().join(FLUSH_SECONDS, TimeUnit.SECONDS);
    }

    private void done(JobEvent.StageDone stage) {
        FixedIds.Ids job = idsOf(stage.job());
        SpanContext parent =
                SpanContext.create(job.trace(), job.span(), TraceFlags.getSampled(), TraceState.getDefault());
        tracer.spanBuilder(stage.stage().name().toLowerCase(Locale.ROOT))
                .setParent(Context.root().with(Span.wrap(parent)))
                .setStartTimestamp(stage.startedAt())
                .setAttribute("afterimage.job", stage.job().id())
                .setAttribute("afterimage.detail", stage.detail())
                .startSpan()
                .end(stage.startedAt().plus(stage.took()));
    }

    private void ended(JobEvent.Ended end) {
        JobEvent.Subject job = end.job();
        Span span = ids.with(
                idsOf(job),
                () -> tracer.spanBuilder("job " + job.route())
                        .setNoParent()
                        .setSpanKind(SpanKind.CONSUMER)
                        .setStartTimestamp(job.createdAt())
                        .setAttribute("afterimage.job", job.id())
                        .setAttribute("dicom.study_instance_uid", job.studyInstanceUid())
                        .setAttribute("afterimage.route", job.route())
                        .setAttribute("afterimage.model", job.model())
                        .setAttribute("afterimage.destination", job.destination())
                        .setAttribute("afterimage.state", end.state().name())
                        .setAttribute("afterimage.reason", end.reasonCode())
                        .startSpan());
        if (end.failed()) {
            span.setStatus(StatusCode.ERROR, end.reasonCode());
        }
        span.end(end.at());
    }

    private static FixedIds.Ids idsOf(JobEvent.Subject job) {
        return FixedIds.Ids.ofJob(job.studyInstanceUid(), job.id());
    }
}
