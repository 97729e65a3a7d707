package org.afterimage.retract;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.persistence.Query;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.List;

/** Lists outputs, oldest first, in the transaction of the caller. */
@ApplicationScoped
public class OutputList {
    private static final String OUTPUTS = """
            select ds.series_instance_uid, st.study_instance_uid, ds.description, j.id, j.state, j.route,
                coalesce(m.model_id || '@' || m.version, j.model), coalesce(m.sha256, ''),
                (select count(*) from derived_instance d where d.derived_series_id = ds.id),
                (select coalesce(string_agg(distinct a.destination, chr(92)), '')
                    from derived_instance d join delivery_attempt a on a.derived_instance_id = d.id
                    where d.derived_series_id = ds.id and a.outcome in ('SENT', 'WARNING')),
                (select (extract(epoch from min(d.made_at)) * 1000000)::bigint from derived_instance d where d.derived_series_id = ds.id)
            from job j join derived_series ds on ds.job_id = j.id join series r on r.id = j.series_id
                join study st on st.id = r.study_id left join model_version m on m.id = j.model_version_id
            where %s order by j.id, ds.id
            """;

    private final EntityManager entities;

    /** For the container. */
    public OutputList(EntityManager entities) {
        this.entities = entities;
    }

    /** Those that a selection means and that are not withdrawn. */
    List<Output> of(Selection selection) {
        return read(selection.bind(
                entities.createNativeQuery(OUTPUTS.formatted("j.id in (" + selection.jobs() + ")"), Object[].class)));
    }

    /** Those that a retraction has withdrawn. */
    List<Output> of(long retraction) {
        return read(entities.createNativeQuery(OUTPUTS.formatted("j.retracted_by = :retraction"), Object[].class)
                .setParameter("retraction", retraction));
    }

    private static List<Output> read(Query query) {
        List<?> rows = query.getResultList();
        return rows.stream().map(Object[].class::cast).map(OutputList::output).toList();
    }

    private static Output output(Object[] row) {
        String destinations = (String) row[9];
        return new Output(
                (String) row[0],
                (String) row[1],
                (String) row[2],
                ((Number) row[3]).longValue(),
                (String) row[4],
                (String) row[5],
                (String) row[6],
                (String) row[7],
                ((Number) row[8]).longValue(),
                destinations.isEmpty() ? List.of() : Arrays.asList(destinations.split("\\\\")), // in no AE title
                Instant.EPOCH.plus(((Number) row[10]).longValue(), ChronoUnit.MICROS));
    }
}
