package org.afterimage.web;

import jakarta.enterprise.context.ApplicationScoped;
import org.afterimage.work.SynthesisThreads;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Liveness;

/** Alive means that no synthesis goes on which was given up: only a new start ends one. */
@Liveness
@ApplicationScoped
public class SynthesisCheck implements HealthCheck {
    private final SynthesisThreads threads;

    /** For the container. */
    public SynthesisCheck(SynthesisThreads threads) {
        this.threads = threads;
    }

    @Override
    public HealthCheckResponse call() {
        int stuck = threads.stuck();
        return HealthCheckResponse.named("synthesis")
                .withData("stuck", stuck)
                .status(stuck == 0)
                .build();
    }
}
