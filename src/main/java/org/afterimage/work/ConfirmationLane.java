package org.afterimage.work;

import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.afterimage.deliver.ConfirmationAnswer;
import org.afterimage.deliver.Confirmer;
import org.afterimage.deliver.DestinationConnections;
import org.afterimage.deliver.SentInstance;
import org.afterimage.fault.FaultPoint;
import org.afterimage.node.NodeConfiguration;
import org.afterimage.node.RemoteSettings;
import org.jboss.logging.Logger;

/** Asks a destination whether it keeps what it was sent, many jobs in one question. */
@ApplicationScoped
public class ConfirmationLane {
    private static final Logger LOG = Logger.getLogger(ConfirmationLane.class);
    private static final int JOBS_AT_ONCE = 50;

    private final ConfirmationStore store;
    private final NodeConfiguration configuration;
    private final DestinationConnections connections;
    private final DestinationWatch watch;

    /** For the container. */
    public ConfirmationLane(
            ConfirmationStore store,
            NodeConfiguration configuration,
            DestinationConnections connections,
            DestinationWatch watch) {
        this.store = store;
        this.configuration = configuration;
        this.connections = connections;
        this.watch = watch;
    }

    /** Asks until no confirmation is due, the destination is down, or the node stops. */
    void run(String aeTitle, BooleanSupplier stopping) {
        Optional<RemoteSettings.Remote> remote = configuration.remote(aeTitle);
        boolean goOn = remote.isPresent();
        while (goOn && !stopping.getAsBoolean()) {
            List<ConfirmationStore.Unconfirmed> due = store.due(aeTitle, JOBS_AT_ONCE);
            goOn = !due.isEmpty() && ask(due, remote.get());
        }
    }

    /** Returns whether the destination is there for more. */
    private boolean ask(List<ConfirmationStore.Unconfirmed> jobs, RemoteSettings.Remote remote) {
        Optional<Confirmer> confirmer = connections.confirmer(remote);
        List<SentInstance> instances =
                jobs.stream().flatMap(job -> job.instances().stream()).toList();
        Instant start = Instant.now();
        long nanos = System.nanoTime();
        try {
            Map<String, ConfirmationAnswer> answers = confirmer.isEmpty() || instances.isEmpty()
                    ? Map.of()
                    : confirmer.get().ask(instances);
            FaultPoint.CONFIRMED_BEFORE_COMMIT.reach();
            double millis = (System.nanoTime() - nanos) / 1e6;
            jobs.forEach(job -> store.answered(job.jobId(), answers, start, millis));
            LOG.infof(
                    "%s was asked about %d instances and keeps %d", remote.aeTitle(), instances.size(), kept(answers));
            return true;
        } catch (IOException e) {
            return unanswered(jobs, remote, e);
        }
    }

    private static long kept(Map<String, ConfirmationAnswer> answers) {
        return answers.values().stream().filter(ConfirmationAnswer::kept).count();
    }

    private boolean unanswered(
            List<ConfirmationStore.Unconfirmed> jobs, RemoteSettings.Remote remote, IOException failure) {
        Optional<String> down = watch.down(remote);
        if (down.isPresent()) {
            String sentence = remote.aeTitle() + " is asked for confirmation when it answers again: " + down.get();
            jobs.forEach(job -> store.destinationDown(job.jobId(), sentence));
            return false;
        }
        LOG.warnf("%s did not confirm: %s", remote.aeTitle(), failure.getMessage());
        jobs.forEach(job -> store.unanswered(job.jobId(), failure.getMessage()));
        return true;
    }
}
