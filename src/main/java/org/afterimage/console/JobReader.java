package org.afterimage.console;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.transaction.Transactional;
import java.util.List;
import java.util.Optional;
import org.afterimage.provenance.DeliveryAttemptEntity;
import org.afterimage.provenance.GateResultEntity;
import org.afterimage.provenance.JobEntity;
import org.afterimage.web.JobView;

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
        JobView view = JobView.withoutLists(job);
        return new JobDetail(
                view,
                JobPageView.way(view.stages()),
                of(DERIVED, Object[].class, job).stream()
                        .map(JobReader::derived)
                        .toList(),
                of(GATES, GateResultEntity.class, job).stream()
                        .map(JobView.Gate::of)
                        .toList(),
                of(DELIVERIES, DeliveryAttemptEntity.class, job).stream()
                        .map(JobView.Delivery::of)
                        .toList());
    }

    private <T> List<T> of(String query, Class<T> type, JobEntity job) {
        return entities.createQuery(query, type)
                .setParameter("id", job.id())
                .setMaxResults(SHOWN)
                .getResultList();
    }

    private static JobDetail.Derived derived(Object[] row) {
        return new JobDetail.Derived((String) row[0], (Integer) row[1], (String) row[2], ((Long) row[3]).intValue());
    }
}
