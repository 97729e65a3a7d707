package org.afterimage.work;

import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.afterimage.deliver.DeliveryAnswer;
import org.afterimage.deliver.DestinationConnections;
import org.afterimage.fault.FaultPoint;
import org.afterimage.node.Confirmation;
import org.afterimage.node.NodeConfiguration;
import org.afterimage.node.NodeSettings;
import org.afterimage.node.RemoteSettings;
import org.afterimage.node.StowRs;
import org.jboss.logging.Logger;

/**
 * Sends what waits for a destination, one job after the other. What was stored is recorded instance by instance, so that after a crash only the
 * rest goes again. When a delivery breaks off, the destination is asked whether it is there at all: if it is not, everything waits and nothing
 * counts as an attempt.
 */
@ApplicationScoped
public class DeliveryLane {
    private static final Logger LOG = Logger.getLogger(DeliveryLane.class);

    /** A refusal that is not for want of room is not going to change by itself. */
    private static final int ATTEMPTS_AGAINST_REFUSAL = 3;

    private final DeliveryStore store;
    private final NodeConfiguration configuration;
    private final DestinationConnections connections;
    private final DestinationWatch watch;

    /** For the container. */
    public DeliveryLane(
            DeliveryStore store,
            NodeConfiguration configuration,
            DestinationConnections connections,
            DestinationWatch watch) {
        this.store = store;
        this.configuration = configuration;
        this.connections = connections;
        this.watch = watch;
    }

    /** Sends until nothing is due, the destination is down, or the node stops. */
    void run(Lane lane, BooleanSupplier stopping) throws IOException {
        Optional<RemoteSettings.Remote> remote = configuration.remote(lane.destination());
        store.settle(lane, remote.map(DeliveryLane::atOnce).orElse(Integer.MAX_VALUE));
        while (remote.isPresent() && !stopping.getAsBoolean()) {
            Optional<DeliveryInput> next = store.next(lane);
            if (next.isEmpty()) {
                return;
            }
            deliver(next.get(), remote.get());
        }
    }

    /** How many instances are on their way at the same time. */
    private static int atOnce(RemoteSettings.Remote remote) {
        return remote.web().map(StowRs::instancesPerRequest).orElse(1);
    }

    private void deliver(DeliveryInput job, RemoteSettings.Remote remote) {
        Instant start = Instant.now();
        long nanos = System.nanoTime();
        List<DeliveryAnswer> answers;
        try {
            answers = job.toSend().isEmpty() ? List.of() : send(job, remote);
        } catch (IOException e) {
            LOG.errorf(e, "job %d: a derived file can't be read", job.jobId());
            tryLater(job, "FILE_UNREADABLE", "A derived file can't be read: " + e.getMessage(), attempts());
            return;
        }
        List<DeliveryAnswer> missing =
                answers.stream().filter(answer -> !answer.isStored()).toList();
        if (answers.size() < job.toSend().size()) {
            store.brokenOff(job.jobId());
            LOG.infof("job %d is no longer to be sent", job.jobId());
        } else if (missing.isEmpty()) {
            FaultPoint.DELIVERED_BEFORE_COMMIT.reach();
            String detail = job.all() + (job.all() == 1 ? " instance" : " instances") + " at " + remote.aeTitle();
            boolean confirmed = remote.confirm() != Confirmation.NONE;
            store.sent(job.jobId(), detail, start, (System.nanoTime() - nanos) / 1e6, confirmed);
            if (!answers.isEmpty()) {
                watch.noteAnswer(remote.aeTitle(), true);
            }
            FaultPoint.SENT_BEFORE_CONFIRMATION.reach();
            LOG.infof("job %d sent: %s", job.jobId(), detail);
        } else {
            notDelivered(job, remote, missing);
        }
    }

    private List<DeliveryAnswer> send(DeliveryInput job, RemoteSettings.Remote remote) throws IOException {
        Map<Path, DeliveryInput.Instance> byFile = byFile(job);
        List<Path> files =
                job.toSend().stream().map(DeliveryInput.Instance::file).toList();
        return connections.to(remote).send(files, answer -> {
            FaultPoint.STORED_BEFORE_COMMIT.reach();
            boolean goOn = store.answered(job.jobId(), byFile.get(answer.file()), remote.aeTitle(), answer);
            FaultPoint.BETWEEN_INSTANCES.reach();
            return goOn;
        });
    }

    private static Map<Path, DeliveryInput.Instance> byFile(DeliveryInput job) {
        return job.toSend().stream().collect(Collectors.toMap(DeliveryInput.Instance::file, Function.identity()));
    }

    private void notDelivered(DeliveryInput job, RemoteSettings.Remote remote, List<DeliveryAnswer> missing) {
        DeliveryAnswer first = missing.get(0);
        String sentence = missing.size() + " of " + job.all() + " instances are not at " + remote.aeTitle() + ": "
                + first.message();
        if (first.isBrokenOff()) {
            brokeOff(job, remote, missing, sentence);
        } else {
            recordUnanswered(job, remote, missing);
            boolean lasting = missing.stream().noneMatch(DeliveryLane::isForWantOfRoom);
            tryLater(job, "REFUSED", sentence, lasting ? Math.min(ATTEMPTS_AGAINST_REFUSAL, attempts()) : attempts());
        }
    }

    /** What was on its way when the association broke off behind a refusal may have been stored. */
    private void recordUnanswered(DeliveryInput job, RemoteSettings.Remote remote, List<DeliveryAnswer> missing) {
        Map<Path, DeliveryInput.Instance> byFile = byFile(job);
        missing.stream()
                .filter(answer -> answer.kind() == DeliveryAnswer.Kind.UNANSWERED)
                .forEach(answer -> store.answered(job.jobId(), byFile.get(answer.file()), remote.aeTitle(), answer));
    }

    /** The first of those that are missing says why; those that were on their way are recorded besides, since they may have been stored. */
    private void brokeOff(
            DeliveryInput job, RemoteSettings.Remote remote, List<DeliveryAnswer> missing, String sentence) {
        Map<Path, DeliveryInput.Instance> byFile = byFile(job);
        boolean goOn = true;
        for (DeliveryAnswer answer : missing) {
            if (answer == missing.get(0) || answer.kind() == DeliveryAnswer.Kind.UNANSWERED) {
                goOn = store.answered(job.jobId(), byFile.get(answer.file()), remote.aeTitle(), answer);
            }
        }
        store.brokenOff(job.jobId());
        if (goOn && watch.down(remote).isEmpty()) {
            tryLater(job, "UNREACHABLE", sentence, attempts());
        }
    }

    /** A7xxH: out of resources (PS3.4 B.2.3). */
    private static boolean isForWantOfRoom(DeliveryAnswer answer) {
        return answer.isBrokenOff()
                || answer.status().isPresent() && (answer.status().getAsInt() & 0xFF00) == 0xA700;
    }

    private int attempts() {
        return configuration.node().work().attempts();
    }

    private void tryLater(DeliveryInput job, String code, String sentence, int most) {
        int attempt = job.attempts() + 1;
        if (attempt >= most) {
            store.failed(job.jobId(), code, "Given up after " + attempt + " attempts: " + sentence);
            LOG.errorf("job %d given up after %d attempts to deliver it: %s", job.jobId(), attempt, code);
            return;
        }
        NodeSettings.Work work = configuration.node().work();
        long seconds = RetryDelay.seconds(attempt, work.firstRetrySeconds(), work.longestRetrySeconds());
        store.later(
                job.jobId(),
                code,
                sentence + " Sent again in " + seconds + " s.",
                Instant.now().plusSeconds(seconds));
        LOG.warnf("job %d waits %d s: %s", job.jobId(), seconds, code);
    }
}
