package org.afterimage.work;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.transaction.Transactional;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.afterimage.check.GateResult;
import org.afterimage.deliver.DeliveryAnswer;
import org.afterimage.node.NodeFolders;
import org.afterimage.provenance.DeliveryAttemptEntity;
import org.afterimage.provenance.DerivedInstanceEntity;
import org.afterimage.provenance.DerivedSeriesEntity;
import org.afterimage.provenance.GateResultEntity;
import org.afterimage.provenance.InstanceEntity;
import org.afterimage.provenance.JobEntity;
import org.afterimage.provenance.JobStageEntity;
import org.afterimage.provenance.SeriesEntity;
import org.afterimage.provenance.Stage;
import org.afterimage.provenance.StudyEntity;

/** Each change of a job in one transaction. */
@ApplicationScoped
public class JobStore {
    private final EntityManager entities;
    private final NodeFolders folders;

    /** For the container. */
    public JobStore(EntityManager entities, NodeFolders folders) {
        this.entities = entities;
        this.folders = folders;
    }

    /**
     * A slot takes a job up.
     *
     * @return what it needs; empty when the job has ended
     */
    @Transactional
    public Optional<JobInput> takeUp(long jobId, String engine) {
        JobEntity job = entities.find(JobEntity.class, jobId);
        if (job == null || job.state().isTerminal()) {
            return Optional.empty();
        }
        job.takeUp(engine, Instant.now());
        return Optional.of(new JobInput(
                jobId,
                job.attempts(),
                job.createdAt(),
                job.series().study().studyInstanceUid(),
                job.sources().stream().map(this::series).toList(),
                job.modelVersion().modelId(),
                job.modelVersion().version(),
                job.modelVersion().sha256(),
                job.destination(),
                job.state() == JobEntity.State.DELIVERING ? madeFiles(job) : List.of(),
                seriesNumbers(job)));
    }

    /** Records a stage that is done. */
    @Transactional
    public void stageDone(long jobId, Stage stage, Instant startedAt, double millis, String detail) {
        entities.persist(new JobStageEntity(entities.find(JobEntity.class, jobId), stage, startedAt, millis, detail));
    }

    /** Records what the gates measured. */
    @Transactional
    public void gates(long jobId, Map<String, List<GateResult>> bySopInstanceUid) {
        JobEntity job = entities.find(JobEntity.class, jobId);
        entities.createQuery("delete from GateResultEntity where job = :job")
                .setParameter("job", job)
                .executeUpdate();
        bySopInstanceUid.forEach((uid, results) -> results.forEach(result -> entities.persist(new GateResultEntity(
                job,
                uid,
                result.gate(),
                finite(result.measured()),
                result.bound(),
                result.verdict().name(),
                result.sentence()))));
    }

    /** PostgreSQL takes NaN, JSON does not: what could not be measured is shown as -1, and its sentence says so. */
    private static double finite(double measured) {
        return Double.isFinite(measured) ? measured : -1;
    }

    /** Records what was made; the job goes on to delivery, or is held. */
    @Transactional
    public List<JobInput.MadeFile> made(long jobId, Made made, Optional<String> heldBecause) {
        JobEntity job = entities.find(JobEntity.class, jobId);
        forgetEarlierAttempt(job);
        DerivedSeriesEntity series =
                new DerivedSeriesEntity(job, made.seriesInstanceUid(), made.seriesNumber(), made.description());
        entities.persist(series);
        List<DerivedInstanceEntity> instances = made.instances().stream()
                .map(instance -> instance(series, instance))
                .toList();
        Instant now = Instant.now();
        if (heldBecause.isPresent()) {
            job.become(JobEntity.State.HELD, "GATE", heldBecause.get(), now);
        } else {
            job.become(JobEntity.State.DELIVERING, null, null, now);
        }
        return instances.stream().map(this::madeFile).toList();
    }

    /** Records a destination's answers. */
    @Transactional
    public void answers(List<JobInput.MadeFile> files, String destination, List<DeliveryAnswer> answers) {
        Map<Path, DeliveryAnswer> byFile =
                answers.stream().collect(Collectors.toMap(DeliveryAnswer::file, Function.identity()));
        Instant now = Instant.now();
        for (JobInput.MadeFile file : files) {
            DeliveryAnswer answer = byFile.get(file.file());
            entities.persist(new DeliveryAttemptEntity(
                    entities.find(DerivedInstanceEntity.class, file.derivedInstanceId()),
                    destination,
                    now,
                    answer.status().isPresent() ? answer.status().getAsInt() : null,
                    DeliveryAttemptEntity.Outcome.valueOf(answer.kind().name()),
                    answer.message()));
        }
    }

    /** Moves a job on or ends it. */
    @Transactional
    public void become(long jobId, JobEntity.State state, String code, String sentence) {
        entities.find(JobEntity.class, jobId).become(state, code, sentence, Instant.now());
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

    private DerivedInstanceEntity instance(DerivedSeriesEntity series, Made.Instance made) {
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
        entities.persist(instance);
        return instance;
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

    private List<JobInput.MadeFile> madeFiles(JobEntity job) {
        return job.derived().stream()
                .flatMap(series -> series.instances().stream())
                .map(this::madeFile)
                .toList();
    }

    private JobInput.MadeFile madeFile(DerivedInstanceEntity instance) {
        return new JobInput.MadeFile(instance.id(), folders.derived().resolve(instance.file()));
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
