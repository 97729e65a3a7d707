package org.afterimage.work;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.persistence.LockModeType;
import jakarta.transaction.Transactional;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.afterimage.deliver.ConfirmationAnswer;
import org.afterimage.deliver.SentInstance;
import org.afterimage.dicom.net.SopReference;
import org.afterimage.node.NodeConfiguration;
import org.afterimage.node.NodeSettings;
import org.afterimage.provenance.DerivedInstanceEntity;
import org.afterimage.provenance.DerivedInstanceEntity.Delivery;
import org.afterimage.provenance.DerivedSeriesEntity;
import org.afterimage.provenance.JobEntity;
import org.afterimage.provenance.JobEntity.State;
import org.afterimage.provenance.Stage;

/** Jobs that are sent and wait to be confirmed, and what became of the question; each step in one transaction. */
@ApplicationScoped
public class ConfirmationStore {
    /** A destination that has stored an instance may need a moment until it finds it, so it is asked again before it gets it again. */
    private static final int ASKED_BEFORE_SENT_AGAIN = 3;

    private final EntityManager entities;
    private final NodeConfiguration configuration;
    private final JobHistory history;

    /** For the container. */
    public ConfirmationStore(EntityManager entities, NodeConfiguration configuration, JobHistory history) {
        this.entities = entities;
        this.history = history;
        this.configuration = configuration;
    }

    /** A job and those of its instances that are not confirmed. */
    record Unconfirmed(long jobId, List<SentInstance> instances) {}

    /** Jobs whose confirmation is due, the longest waiting first. */
    @Transactional
    List<Unconfirmed> due(String destination, int mostJobs) {
        return entities
                .createQuery(
                        "from JobEntity where destination = :destination and state = :sent and endedAt is null"
                                + " and nextAt <= :now order by nextAt, id",
                        JobEntity.class)
                .setParameter("destination", destination)
                .setParameter("sent", State.SENT)
                .setParameter("now", Instant.now())
                .setMaxResults(mostJobs)
                .getResultList()
                .stream()
                .map(ConfirmationStore::unconfirmed)
                .toList();
    }

    private static Unconfirmed unconfirmed(JobEntity job) {
        List<SentInstance> instances = new ArrayList<>();
        for (DerivedSeriesEntity series : job.derived()) {
            for (DerivedInstanceEntity instance : series.instances()) {
                if (instance.delivery() == Delivery.SENT) {
                    instances.add(new SentInstance(
                            job.series().study().studyInstanceUid(),
                            series.seriesInstanceUid(),
                            new SopReference(instance.sopClassUid(), instance.sopInstanceUid())));
                }
            }
        }
        return new Unconfirmed(job.id(), instances);
    }

    /** Records what a destination said of a job's instances. */
    @Transactional
    void answered(long jobId, Map<String, ConfirmationAnswer> answers, Instant startedAt, double millis) {
        JobEntity job = entities.find(JobEntity.class, jobId, LockModeType.PESSIMISTIC_WRITE);
        if (job.state() != State.SENT || job.hasEnded()) {
            return;
        }
        Instant now = Instant.now();
        List<DerivedInstanceEntity> all = job.derived().stream()
                .flatMap(series -> series.instances().stream())
                .toList();
        List<DerivedInstanceEntity> missing = new ArrayList<>();
        for (DerivedInstanceEntity instance : all) {
            ConfirmationAnswer answer = answers.get(instance.sopInstanceUid());
            if (instance.delivery() == Delivery.SENT && answer != null) {
                if (answer.kept()) {
                    instance.confirmed(answer.words(), now);
                } else {
                    missing.add(instance);
                }
            }
        }
        long confirmed = all.stream()
                .filter(instance -> instance.delivery() == Delivery.CONFIRMED)
                .count();
        if (confirmed == all.size()) {
            String how = answers.isEmpty()
                    ? ""
                    : " (" + answers.values().iterator().next().words() + ")";
            String detail =
                    confirmed + (confirmed == 1 ? " instance" : " instances") + " kept by " + job.destination() + how;
            history.done(job, Stage.CONFIRMED, startedAt, millis, detail);
            job.become(State.CONFIRMED, null, null, now);
            history.ended(job);
            return;
        }
        String sentence = job.destination() + " confirms " + confirmed + " of " + all.size() + " instances";
        if (!missing.isEmpty()) {
            String words = answers.get(missing.get(0).sopInstanceUid()).words();
            notKept(job, missing, words, sentence + "; of the others it says: " + words + ".");
        } else {
            later(job, sentence + " and says nothing of the others.");
        }
    }

    private void notKept(JobEntity job, List<DerivedInstanceEntity> missing, String words, String sentence) {
        Instant now = Instant.now();
        if (job.confirmationAttempts() + 1 < ASKED_BEFORE_SENT_AGAIN) {
            later(job, sentence);
        } else if (job.deliveryAttempts() + 1 >= work().attempts()) {
            job.become(State.FAILED, "NOT_KEPT", "Given up: " + sentence, now);
            history.ended(job);
        } else {
            missing.forEach(instance -> instance.missing(words));
            Instant next = now.plusSeconds(delay(job.deliveryAttempts() + 1));
            job.deliverLater("NOT_KEPT", sentence + " They are sent again.", next, now);
        }
    }

    /** The question had no answer. */
    @Transactional
    void unanswered(long jobId, String sentence) {
        JobEntity job = entities.find(JobEntity.class, jobId, LockModeType.PESSIMISTIC_WRITE);
        if (job.state() == State.SENT && !job.hasEnded()) {
            later(job, sentence);
        }
    }

    /** The destination was not there to be asked, which is nothing against it: it is asked when it is back. */
    @Transactional
    void destinationDown(long jobId, String sentence) {
        JobEntity job = entities.find(JobEntity.class, jobId, LockModeType.PESSIMISTIC_WRITE);
        if (job.state() == State.SENT && !job.hasEnded()) {
            job.explain("AWAITS_CONFIRMATION", sentence, Instant.now());
        }
    }

    private void later(JobEntity job, String sentence) {
        Instant now = Instant.now();
        int attempt = job.confirmationAttempts() + 1;
        if (attempt >= work().attempts()) {
            job.endAsSent("UNCONFIRMED", "Asked " + attempt + " times: " + sentence, now);
            history.ended(job);
            return;
        }
        long seconds = delay(attempt);
        job.confirmLater(
                "AWAITS_CONFIRMATION", sentence + " Asked again in " + seconds + " s.", now.plusSeconds(seconds), now);
    }

    private long delay(int attempt) {
        return RetryDelay.seconds(attempt, work().firstRetrySeconds(), work().longestRetrySeconds());
    }

    private NodeSettings.Work work() {
        return configuration.node().work();
    }
}
