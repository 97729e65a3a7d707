package org.afterimage.retract;

import jakarta.persistence.EntityManager;
import jakarta.persistence.Query;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Which outputs are meant: those for which every criterion holds.
 *
 * @param criteria at least one, so that nobody withdraws everything by leaving something out
 */
public record Selection(List<Criterion> criteria) {
    /**
     * Jobs that made something and are not withdrawn. A series that one of them made belongs to all that made it: an instance that came late
     * has its series made again by another job, and a series can't be withdrawn by half.
     */
    private static final String JOBS = """
            select j.id from job j where j.note_of is null and j.retracted_by is null and j.id in (
                select made.job_id from derived_series made where made.series_instance_uid in (
                    select ds.series_instance_uid from job j join derived_series ds on ds.job_id = j.id
                    where j.note_of is null and %s))
            """;

    private static final String UNFINISHED =
            "select count(*) from job j where j.note_of is null and j.state in ('QUEUED', 'RUNNING') and %s";

    public Selection {
        criteria = List.copyOf(criteria);
        if (criteria.isEmpty()) {
            throw new IllegalArgumentException("a selection needs a criterion");
        }
    }

    /** As a person would say it. */
    public String words() {
        return criteria.stream().map(Criterion::words).collect(Collectors.joining(", "));
    }

    /** The numbers of the jobs that made them, as a query in SQL; {@link #bind} gives it its values. */
    String jobs() {
        return JOBS.formatted(conditions());
    }

    Query bind(Query query) {
        for (int i = 0; i < criteria.size(); i++) {
            query.setParameter("criterion" + i, criteria.get(i).value());
        }
        return query;
    }

    /** How many jobs of the selection have made nothing yet and may do so. */
    long unfinished(EntityManager entities) {
        if (!criteria.stream().allMatch(Criterion::concernsUnfinishedJobs)) {
            return 0;
        }
        Query count = bind(entities.createNativeQuery(UNFINISHED.formatted(conditions())));
        return ((Number) count.getSingleResult()).longValue();
    }

    private String conditions() {
        StringBuilder all = new StringBuilder();
        for (int i = 0; i < criteria.size(); i++) {
            all.append(i == 0 ? "" : " and ").append(criteria.get(i).condition(":criterion" + i));
        }
        return all.toString();
    }
}
