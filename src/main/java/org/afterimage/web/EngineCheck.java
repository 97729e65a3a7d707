package org.afterimage.web;

import jakarta.enterprise.context.ApplicationScoped;
import org.afterimage.infer.EngineChoice;
import org.afterimage.work.LoadedModels;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.HealthCheckResponseBuilder;
import org.eclipse.microprofile.health.Readiness;

/**
 * Says on which engine each model runs. It is never down: a node without an engine for a model still receives, runs the others, and
 * the jobs of that model say why they failed.
 */
@Readiness
@ApplicationScoped
public class EngineCheck implements HealthCheck {
    private final LoadedModels models;

    /** For the container. */
    public EngineCheck(LoadedModels models) {
        this.models = models;
    }

    @Override
    public HealthCheckResponse call() {
        HealthCheckResponseBuilder response = HealthCheckResponse.named("engines");
        for (EngineChoice choice : models.choices()) {
            response.withData(choice.model(), choice.engine().isEmpty() ? "no engine" : choice.engine());
        }
        return response.up().build();
    }
}
