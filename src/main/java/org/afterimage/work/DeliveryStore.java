package org.afterimage.work;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.persistence.LockModeType;
import jakarta.transaction.Transactional;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.afterimage.deliver.DeliveryAnswer;
import org.afterimage.node.NodeFolders;
import org.afterimage.provenance.DeliveryAttemptEntity;
import org.afterimage.provenance.DerivedInstanceEntity;
import org.afterimage.provenance.JobEntity;
import org.afterimage.provenance.JobEntity.State;
import org.afterimage.provenance.Stage;

/** Each step of a delivery in one transaction. What a person has called off in the meantime stays as it is. */
@ApplicationScoped
public class DeliveryStore {
    private final EntityManager entities;
    private final NodeFolders folders;
    private final JobHistory history;

    /** For the container. */
    public DeliveryStore(EntityManager entities, NodeFolders folders, JobHistory history) {
        this.entities = entities;
        this.folders = folders;
        this.history = history;
    }

    /**
     * The delivery that a lane does next: of those that are due the most important one, and of these the oldest.
     *
     * <p>The inner query keeps the order of its index (offset 0 keeps PostgreSQL from joining it with the rest), so that the first match ends
     * the search. PostgreSQL can't guess how many jobs are a lane's, and would sort all that wait.
     */
    @Transactional
    Optional<DeliveryInput> next(Lane lane) {
        List<?> ids = entities.createNativeQuery("""
                        select j.id from
                            (select id, route, next_at from job where destination = :destination and state = 'DELIVERING'
                             order by priority desc, id offset 0) j
                        where j.next_at <= :now and mod(j.id, :lanes) = :lane
                        and not exists (select from destination where ae_title = :destination and down_since is not null)
                        and j.route <> all (array(select route from route_switch where paused))
                        limit 1
                        """)
                .setParameter("destination", lane.destination())
                .setParameter("now", Instant.now())
                .setParameter("lanes", lane.of())
                .setParameter("lane", lane.number())
                .getResultList();
        return ids.stream()
                .findFirst()
                .map(id -> locked(((Number) id).longValue()))
                .flatMap(this::offered);
    }

    /** Recorded before it goes: if the node is killed in the middle of it, what was not answered may have been stored all the same. */
    private Optional<DeliveryInput> offered(JobEntity job) {
        if (job.state() != State.DELIVERING) {
            return Optional.empty(); // called off just now
        }
        job.offered(Instant.now());
        return Optional.of(input(job));
    }

    /**
     * Records what was on its way on a lane when the node that had it was killed, before anything else goes over it: nobody knows whether it
     * was stored.
     *
     * @param atOnce how many instances are on their way at the same time
     */
    @Transactional
    void settle(Lane lane, int atOnce) {
        entities.createNativeQuery(
                        "select id from job where destination = :destination and offered_at is not null"
                                + " and mod(id, :lanes) = :lane order by id",
                        Long.class)
                .setParameter("destination", lane.destination())
                .setParameter("lanes", lane.of())
                .setParameter("lane", lane.number())
                .getResultList()
                .forEach(id -> settle(locked((Long) id), atOnce));
    }

    private void settle(JobEntity job, int atOnce) {
        Instant since = job.offeredAt();
        job.derived().stream()
                .flatMap(series -> series.instances().stream())
                .filter(instance -> instance.delivery() == DerivedInstanceEntity.Delivery.MADE)
                .filter(instance -> instance.deliveries().stream()
                        .noneMatch(attempt -> attempt.attemptedAt().isAfter(since)))
                .limit(atOnce)
                .forEach(instance -> lost(job, instance));
        job.notOffered();
    }

    private void lost(JobEntity job, DerivedInstanceEntity instance) {
        entities.persist(new DeliveryAttemptEntity(
                instance,
                job.destination(),
                Instant.now(),
                null,
                DeliveryAttemptEntity.Outcome.UNANSWERED,
                "the node was ended while it sent; whether it was stored is not known"));
        if (job.state() == State.RETRACTED) {
            rejectionDue(instance, job.destination(), false);
        }
    }

    private DeliveryInput input(JobEntity job) {
        List<DerivedInstanceEntity> all = job.derived().stream()
                .flatMap(series -> series.instances().stream())
                .toList();
        List<DeliveryInput.Instance> toSend = all.stream()
                .filter(instance -> instance.delivery() == DerivedInstanceEntity.Delivery.MADE)
                .map(instance -> new DeliveryInput.Instance(
                        instance.id(), folders.derived().resolve(instance.file())))
                .toList();
        return new DeliveryInput(job.id(), job.deliveryAttempts(), toSend, all.size());
    }

    /**
     * Records what a destination answered for one instance.
     *
     * @return whether the delivery shall go on
     */
    @Transactional
    boolean answered(long jobId, DeliveryInput.Instance instance, String destination, DeliveryAnswer answer) {
        JobEntity job = locked(jobId);
        DerivedInstanceEntity derived = entities.find(DerivedInstanceEntity.class, instance.derivedInstanceId());
        entities.persist(new DeliveryAttemptEntity(
                derived,
                destination,
                Instant.now(),
                answer.status().isPresent() ? answer.status().getAsInt() : null,
                DeliveryAttemptEntity.Outcome.valueOf(answer.kind().name()),
                answer.message()));
        if (answer.isStored()) {
            derived.sent();
        }
        boolean maybe = answer.kind() == DeliveryAnswer.Kind.UNANSWERED;
        if (job.state() == State.RETRACTED && (answer.isStored() || maybe)) {
            rejectionDue(derived, destination, !maybe);
        }
        return job.state() == State.DELIVERING;
    }

    /** It was under way when it was withdrawn: the destination has it now, or may have it, and is to be told. */
    private void rejectionDue(DerivedInstanceEntity instance, String destination, boolean certain) {
        entities.createNativeQuery("""
                        insert into rejection_due (derived_instance_id, destination, certain) values (:instance, :destination, :certain)
                        on conflict (derived_instance_id, destination) do update set certain = rejection_due.certain or excluded.certain
                        """)
                .setParameter("instance", instance.id())
                .setParameter("destination", destination)
                .setParameter("certain", certain)
                .executeUpdate();
    }

    /** It came to no good end, and what was answered, or was not, is recorded. */
    @Transactional
    void brokenOff(long jobId) {
        locked(jobId).notOffered();
    }

    /** All instances are at the destination; what follows is that it confirms them, or nothing where it can't. */
    @Transactional
    void sent(long jobId, String detail, Instant startedAt, double millis, boolean confirmed) {
        JobEntity job = locked(jobId);
        job.notOffered();
        if (job.state() != State.DELIVERING) {
            return;
        }
        history.done(job, Stage.DELIVERED, startedAt, millis, detail);
        Instant now = Instant.now();
        if (confirmed) {
            job.become(State.SENT, "AWAITS_CONFIRMATION", job.destination() + " is asked whether it keeps them.", now);
        } else {
            job.endAsSent(
                    "NOT_CONFIRMABLE", "remotes.yaml names no way in which " + job.destination() + " confirms.", now);
            history.ended(job);
        }
    }

    /** The destination could have taken it and did not; it gets it again. */
    @Transactional
    void later(long jobId, String code, String sentence, Instant next) {
        JobEntity job = locked(jobId);
        job.notOffered();
        if (job.state() == State.DELIVERING) {
            job.deliverLater(code, sentence, next, Instant.now());
        }
    }

    /** The destination does not take it, however often it is asked. */
    @Transactional
    void failed(long jobId, String code, String sentence) {
        JobEntity job = locked(jobId);
        job.notOffered();
        if (job.state() == State.DELIVERING) {
            job.become(State.FAILED, code, sentence, Instant.now());
            history.ended(job);
        }
    }

    private JobEntity locked(long jobId) {
        return entities.find(JobEntity.class, jobId, LockModeType.PESSIMISTIC_WRITE);
    }
}
