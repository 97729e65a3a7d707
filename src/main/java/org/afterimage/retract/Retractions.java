package org.afterimage.retract;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.transaction.Transactional;
import java.time.Instant;
import java.util.List;
import org.afterimage.provenance.RetractionEntity;
import org.afterimage.work.Retracting;
import org.jboss.logging.Logger;

/** What a person withdraws. */
@ApplicationScoped
public class Retractions {
    private static final Logger LOG = Logger.getLogger(Retractions.class);

    /** What one transaction can mark in good time; more is withdrawn in parts. */
    private static final int MOST_SERIES = 20_000;

    /** Locked in the order of their numbers, so that two retractions do not wait for one another for ever. */
    private static final String MARK = """
            with meant as materialized (select id from job where id in (%s) order by id for update)
            update job set state = 'RETRACTED', reason_code = 'RETRACTED', reason = :sentence, updated_at = :now, next_at = :now,
                ended_at = :now, retracted_by = :retraction
            where id in (select id from meant)
            """;

    private static final String DUE = """
            insert into rejection_due (derived_instance_id, destination)
            select distinct d.id, a.destination from job j join derived_series ds on ds.job_id = j.id
                join derived_instance d on d.derived_series_id = ds.id join delivery_attempt a on a.derived_instance_id = d.id
            where j.retracted_by = :retraction and a.outcome in ('SENT', 'WARNING') on conflict do nothing
            """;

    /** Those whose answer was lost, unless another job has the same one there for certain. What was on its way when a node was killed is recorded as such when its lane is opened again. */
    private static final String MAYBE_DUE = """
            insert into rejection_due (derived_instance_id, destination, certain)
            select distinct d.id, a.destination, false from job j join derived_series ds on ds.job_id = j.id
                join derived_instance d on d.derived_series_id = ds.id join delivery_attempt a on a.derived_instance_id = d.id
            where j.retracted_by = :retraction and a.outcome = 'UNANSWERED'
                and not exists (select from rejection_due r join derived_instance o on o.id = r.derived_instance_id
                    where r.certain and r.destination = a.destination and o.sop_instance_uid = d.sop_instance_uid)
            on conflict do nothing
            """;

    private final EntityManager entities;
    private final OutputList outputs;

    /** For the container. */
    public Retractions(EntityManager entities, OutputList outputs) {
        this.entities = entities;
        this.outputs = outputs;
    }

    /** Nothing was withdrawn; the message is one sentence that says why. */
    public static final class NotPossibleException extends Exception {
        private static final long serialVersionUID = 1L;

        NotPossibleException(String sentence) {
            super(sentence);
        }
    }

    /**
     * What is withdrawn, or would be.
     *
     * @param outputs the series
     * @param unfinishedJobs how many jobs of the same selection have made nothing yet and may still do so
     */
    public record Meant(List<Output> outputs, long unfinishedJobs) {
        public Meant {
            outputs = List.copyOf(outputs);
        }
    }

    /** Lists what a selection means and changes nothing. */
    @Transactional
    public Meant list(Selection selection) {
        return new Meant(outputs.of(selection), selection.unfinished(entities));
    }

    /** How many jobs of a selection have made nothing yet and may still do so. */
    @Transactional
    public long unfinished(Selection selection) {
        return selection.unfinished(entities);
    }

    /**
     * Withdraws it: from now on nothing of it is sent, released, confirmed or tried again, and each destination that has stored some of it is
     * told by a rejection note, which follows.
     *
     * @throws NotPossibleException if nothing is meant, or too much for once
     */
    @Transactional(rollbackOn = Exception.class)
    public RetractionEntity retract(Selection selection, String person, String reason) throws NotPossibleException {
        // What is being sent elsewhere at this moment is waited for, and then seen.
        entities.createNativeQuery("select cast(pg_advisory_xact_lock(" + Retracting.LOCK + ") as text)")
                .getSingleResult();
        int series = outputs.of(selection).size();
        if (series == 0) {
            throw new NotPossibleException(
                    "Nothing was made that is not withdrawn already: " + selection.words() + ".");
        }
        if (series > MOST_SERIES) {
            throw new NotPossibleException("These are " + series + " series, more than the " + MOST_SERIES
                    + " that are withdrawn at once; withdraw them in parts, by time.");
        }
        RetractionEntity retraction = new RetractionEntity(person, reason, selection.words(), Instant.now());
        entities.persist(retraction);
        entities.flush();
        int jobs = selection
                .bind(entities.createNativeQuery(MARK.formatted(selection.jobs())))
                .setParameter("sentence", sentence(retraction))
                .setParameter("now", retraction.decidedAt())
                .setParameter("retraction", retraction.id())
                .executeUpdate();
        int due = entities.createNativeQuery(DUE)
                .setParameter("retraction", retraction.id())
                .executeUpdate();
        int maybe = entities.createNativeQuery(MAYBE_DUE)
                .setParameter("retraction", retraction.id())
                .executeUpdate();
        LOG.warnf(
                "retraction %d withdraws %d series of %d jobs; %d instances are at destinations, %d may be",
                retraction.id(), series, jobs, due, maybe);
        return retraction;
    }

    /** What a retraction has withdrawn. */
    @Transactional
    public List<Output> withdrawn(long retraction) {
        return outputs.of(retraction);
    }

    /** What a job says whose output is withdrawn. */
    static String sentence(RetractionEntity retraction) {
        return "Withdrawn by " + retraction.person() + ": " + retraction.reason();
    }
}
