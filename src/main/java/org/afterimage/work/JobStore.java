package org.afterimage.work;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.persistence.LockModeType;
import jakarta.transaction.Transactional;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.afterimage.check.GateResult;
import org.afterimage.cluster.NodeRegister;
import org.afterimage.configuration.ActiveRoutes;
import org.afterimage.node.NodeConfiguration;
import org.afterimage.node.NodeFolders;
import org.afterimage.provenance.DerivedInstanceEntity;
import org.afterimage.provenance.DerivedSeriesEntity;
import org.afterimage.provenance.GateResultEntity;
import org.afterimage.provenance.InstanceEntity;
import org.afterimage.provenance.JobEntity;
import org.afterimage.provenance.JobEntity.State;
import org.afterimage.provenance.RetractionEntity;
import org.afterimage.provenance.SeriesEntity;
import org.afterimage.provenance.Stage;
import org.afterimage.provenance.StudyEntity;

/** Each change of a job in one transaction. */
@ApplicationScoped
public class JobStore {
    private final EntityManager entities;
    private final NodeFolders folders;
    private final NodeConfiguration configuration;
    private final Destinations destinations;
    private final RouteSwitches switches;
    private final ActiveRoutes routes;
    private final JobHistory history;
    private final NodeRegister register;

    /** For the container. */
    public JobStore(
            EntityManager entities,
            NodeFolders folders,
            NodeConfiguration configuration,
            Destinations destinations,
            RouteSwitches switches,
            ActiveRoutes routes,
            JobHistory history,
            NodeRegister register) {
        this.register = register;
        this.entities = entities;
        this.folders = folders;
        this.configuration = configuration;
        this.destinations = destinations;
        this.switches = switches;
        this.routes = routes;
        this.history = history;
    }

    /**
     * A slot takes a job up.
     *
     * @param engineOf the engine that runs a network now, by the network's digest
     * @return what it needs; empty when there is nothing to make, since the job has ended or is being delivered
     */
    @Transactional
    public Optional<JobInput> takeUp(long jobId, UnaryOperator<String> engineOf) {
        JobEntity job = entities.find(JobEntity.class, jobId, LockModeType.PESSIMISTIC_WRITE);
        if (job == null || job.state() != State.QUEUED && job.state() != State.RUNNING) {
            return Optional.empty();
        }
        if (job.modelVersion() == null) {
            job.become(State.FAILED, "MODEL_MISSING", "No usable model package " + job.model() + ".", Instant.now());
            return Optional.empty();
        }
        String engine = engineOf.apply(job.modelVersion().sha256());
        job.takeUp(engine, register.name(), Instant.now());
        return Optional.of(new JobInput(
                jobId,
                job.attempts(),
                job.claims(),
                job.createdAt(),
                job.series().study().studyInstanceUid(),
                job.sources().stream().map(this::series).toList(),
                job.modelVersion().modelId(),
                job.modelVersion().version(),
                job.modelVersion().sha256(),
                job.destination(),
                job.interruptions(),
                job.changeMap(),
                engine,
                seriesNumbers(job)));
    }

    /**
     * Records a stage that is done.
     *
     * @throws LostClaimException if another slot has the job
     */
    @Transactional
    public void stageDone(JobInput claimed, Stage stage, Instant startedAt, double millis, String detail) {
        history.done(claimed(claimed), stage, startedAt, millis, detail);
    }

    /**
     * The job of a claim, locked.
     *
     * @throws LostClaimException if another slot has the job
     */
    private JobEntity claimed(JobInput claimed) {
        JobEntity job = entities.find(JobEntity.class, claimed.jobId(), LockModeType.PESSIMISTIC_WRITE);
        if (job.claims() != claimed.claim()) {
            throw new LostClaimException(job.id(), job.node());
        }
        return job;
    }

    /**
     * Records that the result is checked, and what the gates measured.
     *
     * @throws LostClaimException if another slot has the job
     */
    @Transactional
    public void checked(
            JobInput claimed,
            Instant startedAt,
            double millis,
            String detail,
            Map<String, List<GateResult>> bySopInstanceUid) {
        JobEntity job = claimed(claimed);
        history.done(job, Stage.CHECKED, startedAt, millis, detail);
        entities.createQuery("delete from GateResultEntity where job = :job")
                .setParameter("job", job)
                .executeUpdate();
        bySopInstanceUid.forEach((uid, results) -> results.forEach(result -> entities.persist(row(job, uid, result))));
        history.checked(
                job, bySopInstanceUid.values().stream().flatMap(List::stream).toList());
    }

    private static GateResultEntity row(JobEntity job, String uid, GateResult result) {
        GateResultEntity row = new GateResultEntity(
                job,
                uid,
                result.gate(),
                finite(result.measured()),
                result.bound(),
                result.verdict().name(),
                result.sentence());
        result.place().ifPresent(place -> {
            row.in(place.sopInstanceUid());
            place.spot().ifPresent(spot -> row.around(spot.column(), spot.row(), spot.radius()));
        });
        return row;
    }

    /** PostgreSQL takes NaN, JSON does not: what could not be measured is shown as -1, and its sentence says so. */
    private static double finite(double measured) {
        return Double.isFinite(measured) ? measured : -1;
    }

    /**
     * Records what was made, with the stage that made it; the job goes on to delivery, or ends where it is not to be sent.
     *
     * @throws LostClaimException if another slot has the job
     */
    @Transactional
    public void made(
            JobInput claimed,
            Instant startedAt,
            double millis,
            String detail,
            List<Made> made,
            Optional<String> heldBecause) {
        JobEntity job = claimed(claimed);
        history.done(job, Stage.DERIVED, startedAt, millis, detail);
        if (job.state() != State.RUNNING) {
            return; // called off while it was made
        }
        forgetEarlierAttempt(job);
        made.forEach(one -> persist(job, one));
        Instant now = Instant.now();
        Optional<RetractionEntity> withdrawn = made.stream()
                .flatMap(one -> withdrawn(one.seriesInstanceUid()).stream())
                .findFirst();
        if (withdrawn.isPresent()) {
            String sentence = "Made again and not sent: the series was withdrawn by "
                    + withdrawn.get().person() + ": " + withdrawn.get().reason();
            job.retract(withdrawn.get(), sentence, now);
        } else if (heldBecause.isPresent()) {
            job.become(State.HELD, "GATE", heldBecause.get(), now);
        } else if (job.modelVersion() != null
                && routes.table()
                        .models()
                        .isInShadow(
                                job.modelVersion().modelId(), job.modelVersion().version())) {
            String sentence = "Made and not sent: the model " + job.model() + " is in shadow mode.";
            job.become(State.SHADOWED, "SHADOW", sentence, now);
        } else if (switches.of(job.route()).shadow()) {
            String sentence = "Made and not sent: route " + job.route() + " is in shadow mode.";
            job.become(State.SHADOWED, "SHADOW", sentence, now);
        } else {
            toDelivery(job, now);
        }
        countEnd(job);
    }

    /** The last retraction of a series that another job made before; an instance that came late does not bring it back. */
    private Optional<RetractionEntity> withdrawn(String seriesInstanceUid) {
        return entities.createQuery(
                        "select d.job.retractedBy from DerivedSeriesEntity d where d.seriesInstanceUid = :uid"
                                + " and d.job.retractedBy is not null order by d.job.retractedBy.id desc",
                        RetractionEntity.class)
                .setParameter("uid", seriesInstanceUid)
                .setMaxResults(1)
                .getResultStream()
                .findFirst();
    }

    private void toDelivery(JobEntity job, Instant now) {
        job.become(State.DELIVERING, null, null, now);
        if (configuration.remote(job.destination()).isEmpty()) {
            String sentence = "Waits: remotes.yaml does not list the destination " + job.destination() + ".";
            job.explain("DESTINATION_UNKNOWN", sentence, now);
        } else {
            destinations
                    .waiting(job.destination())
                    .ifPresent(waiting -> job.explain(waiting.code(), waiting.sentence(), now));
        }
    }

    /**
     * Moves a job on or ends it, unless a person has called it off.
     *
     * @throws LostClaimException if another slot has the job
     */
    @Transactional
    public void become(JobInput claimed, State state, String code, String sentence) {
        JobEntity job = claimed(claimed);
        if (job.state() == State.RUNNING) {
            job.become(state, code, sentence, Instant.now());
            countEnd(job);
        }
    }

    private void countEnd(JobEntity job) {
        if (job.hasEnded()) {
            history.ended(job);
        }
    }

    private void forgetEarlierAttempt(JobEntity job) {
        for (DerivedSeriesEntity earlier : job.derived()) {
            earlier.instances().forEach(instance -> {
                instance.deliveries().forEach(entities::remove);
                entities.remove(instance);
            });
            entities.remove(earlier);
        }
        entities.flush();
    }

    private void persist(JobEntity job, Made made) {
        DerivedSeriesEntity series =
                new DerivedSeriesEntity(job, made.seriesInstanceUid(), made.seriesNumber(), made.description());
        series.madeBy(
                made.origin().role(), made.origin().algorithm(), made.origin().parameterDigest());
        entities.persist(series);
        made.instances().forEach(instance -> persist(series, instance));
    }

    private void persist(DerivedSeriesEntity series, Made.Instance made) {
        List<InstanceEntity> sources = made.sourceInstanceIds().stream()
                .map(id -> entities.getReference(InstanceEntity.class, id))
                .toList();
        DerivedInstanceEntity instance = new DerivedInstanceEntity(
                series,
                made.sopInstanceUid(),
                made.sopClassUid(),
                made.file(),
                made.bytes(),
                made.sha256(),
                Instant.now(),
                sources);
        instance.showing(made.pixelSha256(), made.sourcePixelSha256());
        entities.persist(instance);
    }

    private JobInput.Series series(SeriesEntity series) {
        return new JobInput.Series(
                series.seriesInstanceUid(),
                series.instances().stream().map(this::source).toList());
    }

    private JobInput.Source source(InstanceEntity instance) {
        return new JobInput.Source(
                instance.id(), instance.sopInstanceUid(), folders.spool().resolve(instance.file()));
    }

    private Map<String, Integer> seriesNumbers(JobEntity job) {
        StudyEntity study = job.series().study();
        Map<String, Integer> numbers = new HashMap<>();
        study.series().stream()
                .filter(series -> series.seriesNumber() != null)
                .forEach(series -> numbers.put(series.seriesInstanceUid(), series.seriesNumber()));
        entities.createQuery("from DerivedSeriesEntity d where d.job.series.study = :study", DerivedSeriesEntity.class)
                .setParameter("study", study)
                .getResultStream()
                .forEach(derived -> numbers.put(derived.seriesInstanceUid(), derived.seriesNumber()));
        return numbers;
    }
}
