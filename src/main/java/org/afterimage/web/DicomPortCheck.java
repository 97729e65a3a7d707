package org.afterimage.web;

import jakarta.enterprise.context.ApplicationScoped;
import org.afterimage.node.NodeConfiguration;
import org.afterimage.receive.DicomListening;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.HealthCheckResponseBuilder;
import org.eclipse.microprofile.health.Readiness;

/** Ready means that this node's DICOM port takes connections. */
@Readiness
@ApplicationScoped
public class DicomPortCheck implements HealthCheck {
    private final NodeConfiguration configuration;
    private final DicomListening listening;

    /** For the container. */
    public DicomPortCheck(NodeConfiguration configuration, DicomListening listening) {
        this.configuration = configuration;
        this.listening = listening;
    }

    @Override
    public HealthCheckResponse call() {
        HealthCheckResponseBuilder response = HealthCheckResponse.named("DICOM port")
                .withData("aeTitles", String.join(", ", configuration.node().aeTitles()))
                .withData("port", listening.port());
        return (listening.isOpen() ? response.up() : response.down()).build();
    }
}
