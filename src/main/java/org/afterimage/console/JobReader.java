package org.afterimage.console;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.transaction.Transactional;
import java.util.List;
import java.util.Optional;
import org.afterimage.provenance.DeliveryAttemptEntity;
import org.afterimage.provenance.GateResultEntity;
import org.afterimage.provenance.JobEntity;
import org.afterimage.provenance.JobStageEntity;
import org.afterimage.provenance.ModelVersionEntity;
import org.afterimage.provenance.PurgeEntity;
import org.afterimage.provenance.RetractionEntity;
import org.afterimage.provenance.ReviewEntity;
import org.afterimage.provenance.SeriesEntity;
import org.afterimage.web.JobView;
import org.afterimage.web.PurgeView;

/** Reads what the page of a job shows, and no more: of what it made how much there is, of gates and deliveries as many as are shown. */
@ApplicationScoped
public class JobReader {
    private static final int SHOWN = 200;

    private static final String GATES = "from GateResultEntity g where g.job.id = :id"
            + " order by case g.verdict when 'HOLD' then 0 when 'WARN' then 1 else 2 end, g.id";
    private static final String DERIVED = "select d.seriesInstanceUid, d.seriesNumber, d.description, count(i)"
            + " from DerivedSeriesEntity d left join d.instances i where d.job.id = :id"
            + " group by d.id, d.seriesInstanceUid, d.seriesNumber, d.description order by d.id";
    private static final String DELIVERIES = "from DeliveryAttemptEntity a"
            + " where a.derivedInstance.series.job.id = :id order by a.derivedInstance.id, a.id";

    private final EntityManager entities;

    /** For the container. */
    public JobReader(EntityManager entities) {
        this.entities = entities;
    }

    /** The job; empty when there is none of that number. */
    @Transactional
    public Optional<JobDetail> read(long id) {
        JobEntity job = entities.find(JobEntity.class, id);
        return job == null ? Optional.empty() : Optional.of(detail(job));
    }

    private JobDetail detail(JobEntity job) {
        List<JobView.StageView> stages =
                job.stages().stream().map(JobReader::stage).toList();
        return new JobDetail(
                facts(job),
                JobPageView.way(stages),
                of(DERIVED, Object[].class, job).stream()
                        .map(JobReader::derived)
                        .toList(),
                of(GATES, GateResultEntity.class, job).stream()
                        .map(JobReader::gate)
                        .toList(),
                of(DELIVERIES, DeliveryAttemptEntity.class, job).stream()
                        .map(JobReader::delivery)
                        .toList());
    }

    private <T> List<T> of(String query, Class<T> type, JobEntity job) {
        return entities.createQuery(query, type)
                .setParameter("id", job.id())
                .setMaxResults(SHOWN)
                .getResultList();
    }

    /** The job itself, without the lists that are read by themselves. */
    private static JobView facts(JobEntity job) {
        return new JobView(
                job.id(),
                job.state(),
                job.reasonCode(),
                job.reason(),
                job.series().study().studyInstanceUid(),
                job.series().seriesInstanceUid(),
                job.sources().stream().map(SeriesEntity::seriesInstanceUid).toList(),
                job.route(),
                model(job),
                job.engine(),
                job.node(),
                job.destination(),
                job.attempts(),
                job.deliveryAttempts(),
                job.confirmationAttempts(),
                job.priority(),
                job.reprocessOf() == null ? null : job.reprocessOf().id(),
                job.copyOf() == null ? null : job.copyOf().id(),
                withdrawal(job.retractedBy()),
                job.noteOf() == null ? null : job.noteOf().id(),
                job.configurationVersion(),
                job.hasEnded() ? null : job.nextAt(),
                job.createdAt(),
                job.updatedAt(),
                job.endedAt(),
                List.of(),
                List.of(),
                List.of(),
                purge(job.purge()),
                job.reviews().stream().map(JobReader::word).toList());
    }

    private static JobView.Model model(JobEntity job) {
        ModelVersionEntity version = job.modelVersion();
        return version == null
                ? new JobView.Model(job.model(), null, null)
                : new JobView.Model(version.modelId(), version.version(), version.sha256());
    }

    private static JobView.Withdrawal withdrawal(RetractionEntity by) {
        return by == null ? null : new JobView.Withdrawal(by.id(), by.person(), by.reason(), by.decidedAt());
    }

    private static PurgeView purge(PurgeEntity purge) {
        return purge == null
                ? null
                : new PurgeView(purge.markedAt(), purge.rule(), purge.reason(), purge.files(), purge.bytes());
    }

    private static JobView.StageView stage(JobStageEntity row) {
        return new JobView.StageView(row.stage(), row.attempt(), row.startedAt(), row.millis(), row.detail());
    }

    private static JobView.Word word(ReviewEntity row) {
        return new JobView.Word(row.decision().name(), row.person(), row.reason(), row.decidedAt(), row.isFirst());
    }

    private static JobDetail.Derived derived(Object[] row) {
        return new JobDetail.Derived((String) row[0], (Integer) row[1], (String) row[2], ((Long) row[3]).intValue());
    }

    /** Without its place, which the page does not show. */
    private static JobView.Gate gate(GateResultEntity row) {
        return new JobView.Gate(
                row.sopInstanceUid(), row.gate(), row.measured(), row.bound(), row.verdict(), row.sentence(), null);
    }

    private static JobView.Delivery delivery(DeliveryAttemptEntity row) {
        return new JobView.Delivery(row.destination(), row.attemptedAt(), row.status(), row.outcome(), row.message());
    }
}
