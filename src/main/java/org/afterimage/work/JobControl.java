package org.afterimage.work;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.persistence.LockModeType;
import jakarta.transaction.Transactional;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.afterimage.model.ModelCatalogue;
import org.afterimage.model.ModelPackage;
import org.afterimage.provenance.DerivedInstanceEntity.Delivery;
import org.afterimage.provenance.JobEntity;
import org.afterimage.provenance.JobEntity.State;
import org.afterimage.provenance.ModelVersionEntity;
import org.jboss.logging.Logger;

/** What a person may do to a job. Each call changes job and queue in one transaction, or says why it can't. */
@ApplicationScoped
public class JobControl {
    /** Why a job was skipped whose model a person has switched off. */
    public static final String MODEL_OFF = "MODEL_OFF";

    private static final Logger LOG = Logger.getLogger(JobControl.class);

    private final EntityManager entities;
    private final JobQueue queue;
    private final ModelCatalogue catalogue;
    private final ModelVersions versions;
    private final SynthesisThreads threads;
    private final JobHistory history;

    /** For the container. */
    public JobControl(
            EntityManager entities,
            JobQueue queue,
            ModelCatalogue catalogue,
            ModelVersions versions,
            SynthesisThreads threads,
            JobHistory history) {
        this.entities = entities;
        this.queue = queue;
        this.catalogue = catalogue;
        this.versions = versions;
        this.threads = threads;
        this.history = history;
    }

    /** A job that is not there. */
    public static final class NoSuchJobException extends Exception {
        private static final long serialVersionUID = 1L;

        NoSuchJobException(long jobId) {
            super("There is no job " + jobId + ".");
        }
    }

    /** A job to which that can't be done now; the message is one sentence that says why. */
    public static final class NotPossibleException extends Exception {
        private static final long serialVersionUID = 1L;

        NotPossibleException(String sentence) {
            super(sentence);
        }
    }

    /**
     * Calls a job off that is not at its destination yet. One whose pixels are being made is given up; a delivery ends after the instance
     * that is under way.
     */
    @Transactional(rollbackOn = Exception.class)
    public JobEntity cancel(long jobId) throws NoSuchJobException, NotPossibleException {
        JobEntity job = locked(jobId);
        if (job.state() != State.QUEUED && job.state() != State.RUNNING && job.state() != State.DELIVERING) {
            throw new NotPossibleException("Job " + jobId + " is " + job.state() + "; there is nothing to call off.");
        }
        long sent = job.derived().stream()
                .flatMap(series -> series.instances().stream())
                .filter(instance -> instance.delivery() != Delivery.MADE)
                .count();
        String sentence = sent == 0
                ? "Called off; nothing was sent."
                : "Called off; " + sent + (sent == 1 ? " instance was" : " instances were") + " sent before to "
                        + job.destination() + ".";
        job.become(State.CANCELLED, "CANCELLED", sentence, Instant.now());
        history.ended(job);
        queue.withdraw(jobId);
        threads.cancel(jobId);
        LOG.infof("job %d was called off", jobId);
        return job;
    }

    /** Takes up a job again that failed, was called off, or stayed unconfirmed: from where it came to. */
    @Transactional(rollbackOn = Exception.class)
    public JobEntity retry(long jobId) throws NoSuchJobException, NotPossibleException {
        JobEntity job = locked(jobId);
        Instant now = Instant.now();
        boolean made = !job.derived().isEmpty();
        if (made && job.purge() != null) {
            throw new NotPossibleException("Job " + jobId + " can't be tried again: what it made was "
                    + job.purge().words() + ". Send the study again, and reprocess it.");
        }
        if (job.state() == State.SENT && job.hasEnded() && "UNCONFIRMED".equals(job.reasonCode())) {
            job.startOver(State.SENT, now);
        } else if (job.state() == State.RETRACTED) {
            throw new NotPossibleException("Job " + jobId + " is not sent again: " + job.reason());
        } else if (job.state() != State.FAILED && job.state() != State.CANCELLED && !isSwitchedOff(job)) {
            throw new NotPossibleException(
                    "Job " + jobId + " is " + job.state() + "; only one that failed or was called off is tried again.");
        } else if (made) {
            job.startOver(State.DELIVERING, now);
        } else if (job.modelVersion() == null) {
            throw new NotPossibleException("Job " + jobId + " has no model: its route named " + job.model()
                    + ", which was not here. Reprocess it with one that is.");
        } else {
            requireSources(job);
            job.startOver(State.QUEUED, now);
            queue.enqueue(jobId, job.priority(), now);
        }
        LOG.infof("job %d is tried again from %s", jobId, job.state());
        return job;
    }

    /**
     * Does the work of a job again with another model version; the result is a series of its own.
     *
     * @param model id of a package, or id@version
     * @return the new job
     */
    @Transactional(rollbackOn = Exception.class)
    public JobEntity reprocess(long jobId, String model) throws NoSuchJobException, NotPossibleException {
        JobEntity job = locked(jobId);
        if (job.noteOf() != null) {
            throw new NotPossibleException(
                    "Job " + jobId + " sends a rejection note; no model has anything to do with it.");
        }
        ModelPackage found = catalogue
                .named(model)
                .orElseThrow(() -> new NotPossibleException("There is no usable model package " + model + " here."));
        ModelVersionEntity version = versions.of(found);
        List<Long> same = entities.createQuery(
                        "select id from JobEntity where series = :series and route = :route"
                                + " and inputDigest = :digest and modelVersion = :model",
                        Long.class)
                .setParameter("series", job.series())
                .setParameter("route", job.route())
                .setParameter("digest", job.inputDigest())
                .setParameter("model", version)
                .getResultList();
        if (!same.isEmpty()) {
            throw new NotPossibleException("Job " + same.get(0) + " did this work with " + found.displayName()
                    + "; the result would be the same.");
        }
        requireSources(job);
        Instant now = Instant.now();
        JobEntity again = job.reprocessed(version, now);
        entities.persist(again);
        queue.enqueue(again.id(), again.priority(), now);
        LOG.infof("job %d does the work of job %d again with %s", again.id(), jobId, found.displayName());
        return again;
    }

    /** Nothing is wrong with such a job; its model may be on again. */
    private static boolean isSwitchedOff(JobEntity job) {
        return job.state() == State.SKIPPED && MODEL_OFF.equals(job.reasonCode());
    }

    private static void requireSources(JobEntity job) throws NotPossibleException {
        Optional<String> purged = PurgedSources.sentence(job.sources());
        if (purged.isPresent()) {
            throw new NotPossibleException("The sources of job " + job.id() + " are not here: " + purged.get() + ".");
        }
    }

    private JobEntity locked(long jobId) throws NoSuchJobException {
        JobEntity job = entities.find(JobEntity.class, jobId);
        if (job == null) {
            throw new NoSuchJobException(jobId);
        }
        // Whoever asked may have read it before; what became of it since, while the lock was waited for, counts.
        entities.refresh(job, LockModeType.PESSIMISTIC_WRITE);
        return job;
    }
}
