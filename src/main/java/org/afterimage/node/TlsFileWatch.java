package org.afterimage.node;

import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** Looks every few seconds whether key and certificate files have changed, so that the log says soon whether new ones are taken. */
@ApplicationScoped
public class TlsFileWatch {
    private static final int PERIOD_SECONDS = 5;

    private final NodeConfiguration configuration;
    private final ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread thread = new Thread(task, "tls-files");
        thread.setDaemon(true);
        return thread;
    });

    /** For the container. */
    public TlsFileWatch(NodeConfiguration configuration) {
        this.configuration = configuration;
    }

    void start(@Observes StartupEvent event) {
        clock.scheduleWithFixedDelay(
                () -> configuration.tls().reloadIfChanged(), PERIOD_SECONDS, PERIOD_SECONDS, TimeUnit.SECONDS);
    }

    void stop(@Observes ShutdownEvent event) {
        clock.shutdownNow();
    }
}
