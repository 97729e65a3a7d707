package org.afterimage.dicom.net;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.afterimage.dicom.data.SopClass;
import org.afterimage.dicom.io.TransferSyntax;

/**
 * Reports storage commitment results over associations of their own, as the SCP that opens them (PS3.4 J.3.3, PS3.7
 * D.3.3.4). A peer that cannot be reached is tried again a few times; then it has to ask anew, as the standard has it
 * for an SCU whose result does not come.
 */
final class StorageCommitmentReporter implements AutoCloseable {

    private static final System.Logger LOG = System.getLogger(StorageCommitmentReporter.class.getName());
    private static final List<Duration> PAUSES =
            List.of(Duration.ofSeconds(5), Duration.ofSeconds(30), Duration.ofMinutes(2), Duration.ofMinutes(10));
    private static final int THREADS = 2;
    private static final int MOST_WAITING = 1000;
    private static final ProposedContext CONTEXT = new ProposedContext(
            SopClass.STORAGE_COMMITMENT_PUSH_MODEL,
            List.of(TransferSyntax.EXPLICIT_VR_LITTLE_ENDIAN, TransferSyntax.IMPLICIT_VR_LITTLE_ENDIAN));

    private final AssociationRequestor associations;
    private final Timeouts timeouts;
    private final AtomicInteger waiting = new AtomicInteger();
    private final ScheduledThreadPoolExecutor threads;

    /**
     * Makes a reporter without a thread; it has some while it has work.
     *
     * @param associations opens them
     * @param timeouts their deadlines
     */
    StorageCommitmentReporter(AssociationRequestor associations, Timeouts timeouts) {
        this.associations = associations;
        this.timeouts = timeouts;
        this.threads = new ScheduledThreadPoolExecutor(THREADS, task -> new Thread(task, "dicom-commitment"));
        threads.setKeepAliveTime(10, TimeUnit.SECONDS);
        threads.allowCoreThreadTimeOut(true);
        threads.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
    }

    /** Takes a report and returns at once. */
    void report(StorageCommitmentReport report) {
        if (waiting.incrementAndGet() > MOST_WAITING) {
            waiting.decrementAndGet();
            giveUp(report, "too many results wait");
            return;
        }
        schedule(report, 0, Duration.ZERO);
    }

    /** Ends the attempts; what was not reported has to be asked for again. */
    @Override
    public void close() {
        threads.shutdownNow();
    }

    private void schedule(StorageCommitmentReport report, int attempt, Duration pause) {
        try {
            threads.schedule(() -> attempt(report, attempt), pause.toMillis(), TimeUnit.MILLISECONDS);
        } catch (RejectedExecutionException e) {
            waiting.decrementAndGet();
            giveUp(report, "the listener closed");
        }
    }

    private void attempt(StorageCommitmentReport report, int attempt) {
        String reason;
        try {
            Status status = send(report);
            if (status.isSuccess() || status.isWarning()) {
                waiting.decrementAndGet();
                return;
            }
            reason = report.requestor() + " answered it by status " + status;
        } catch (IOException | RuntimeException e) {
            reason = String.valueOf(e.getMessage());
        }
        if (attempt < PAUSES.size()) {
            LOG.log(System.Logger.Level.DEBUG, "A storage commitment result is reported again later: {0}", reason);
            schedule(report, attempt + 1, PAUSES.get(attempt));
        } else {
            waiting.decrementAndGet();
            giveUp(report, reason);
        }
    }

    private Status send(StorageCommitmentReport report) throws IOException {
        Proposal proposal = new Proposal(
                List.of(CONTEXT),
                List.of(new RoleSelection(SopClass.STORAGE_COMMITMENT_PUSH_MODEL, false, true)),
                List.of());
        AssociationSettings settings = AssociationSettings.of(report.ownAeTitle(), timeouts);
        try (DimseServiceUser user = new DimseServiceUser(associations.open(settings, report.requestor(), proposal))) {
            // Old SCUs accept the context and do not answer the role; they take the report all the same.
            NegotiatedContext context = user.context(any -> true)
                    .orElseThrow(() -> user.notAccepted(
                            SopClass.STORAGE_COMMITMENT_PUSH_MODEL, TransferSyntax.EXPLICIT_VR_LITTLE_ENDIAN.name()));
            int messageId = user.nextMessageId();
            return user.request(messageId, association -> report.send(association, context, messageId));
        }
    }

    private static void giveUp(StorageCommitmentReport report, String reason) {
        LOG.log(
                System.Logger.Level.WARNING,
                "The storage commitment result of transaction {0} could not be reported to {1}: {2}",
                report.result().transactionUid(),
                report.requestor(),
                reason);
    }
}
