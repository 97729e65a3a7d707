package org.afterimage.storage;

import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import javax.sql.DataSource;
import org.afterimage.node.KeepTime;
import org.afterimage.node.NodeConfiguration;
import org.afterimage.node.StorageSettings;
import org.afterimage.storage.Purgeable.Kind;

/** Tells what is on disk by state, and what went. */
@ApplicationScoped
public class KeptFiles {
    private static final int QUERY_SECONDS = 60;

    /** Of a study with several jobs the state of the one that is kept for longest counts. */
    private static final String STUDIES = """
            with keep as (select * from unnest(?::text[], ?::float8[]) as k (state, seconds)),
            open as (
                select s.id, s.last_received_at, case
                    when s.state = 'RECEIVING' then 'RECEIVING'
                    when exists (select from study_route w where w.study_id = s.id and w.state in ('WAITING', 'HELD', 'RELEASED')) then 'HELD'
                    when f.jobs = 0 then 'UNROUTED'
                    when not f.ended then 'IN_WORK'
                    else f.rule end as state
                from study s cross join lateral (
                    select count(*) as jobs, bool_and(j.ended_at is not null) as ended,
                        (array_agg(j.state order by k.seconds desc nulls first, j.ended_at desc))[1] as rule
                    from job j left join keep k on k.state = j.state
                    where j.id in (select b.job_id from job_source b join series r on r.id = b.series_id where r.study_id = s.id)
                ) f where s.purge_id is null
            )
            select o.state, count(distinct o.id), count(i.id), coalesce(sum(i.bytes), 0), min(o.last_received_at)
            from open o join series r on r.study_id = o.id join instance i on i.series_id = r.id and i.purge_id is null
            group by o.state order by 4 desc
            """;

    private static final String JOBS = """
            select case when j.ended_at is null then 'IN_WORK' else j.state end, count(distinct j.id), count(i.id),
                coalesce(sum(i.bytes), 0), min(coalesce(j.ended_at, j.created_at))
            from job j join derived_series d on d.job_id = j.id join derived_instance i on i.derived_series_id = d.id
            where j.purge_id is null group by 1 order by 4 desc
            """;

    private static final String PURGED = """
            select count(*), coalesce(sum(files), 0), coalesce(sum(bytes), 0), max(removed_at),
                count(*) filter (where removed_at is null) from purge
            """;

    private final DataSource database;
    private final StorageSettings settings;

    /** For the container. */
    public KeptFiles(DataSource database, NodeConfiguration configuration) {
        this.database = database;
        this.settings = configuration.node().storage();
    }

    /**
     * What is kept in one state.
     *
     * @param kind received instances of studies, or what jobs made
     * @param state of the jobs; for studies also RECEIVING, UNROUTED, IN_WORK (a job goes on) and HELD (a person decides)
     * @param count how many studies or jobs
     * @param files of them
     * @param bytes of these
     * @param oldest when the oldest of them came, or ended
     * @param keep how long it is kept from then; {@code goes on} where it has not ended
     * @param keepWhenShort the same while room is short
     */
    public record Kept(
            Kind kind,
            String state,
            long count,
            long files,
            long bytes,
            Instant oldest,
            String keep,
            String keepWhenShort) {}

    /**
     * What was purged so far.
     *
     * @param count studies and jobs
     * @param files of them
     * @param bytes of these
     * @param last when the last of them was gone; null before
     * @param open how many are not finished
     */
    public record Purged(long count, long files, long bytes, Instant last, long open) {}

    /** What is kept, by kind and state. */
    public List<Kept> kept() throws SQLException {
        try (Connection connection = database.getConnection()) {
            List<Kept> kept = new ArrayList<>();
            KeepTimes times = KeepTimes.of(settings, false);
            try (PreparedStatement query = connection.prepareStatement(STUDIES)) {
                query.setArray(1, connection.createArrayOf("text", times.names().toArray()));
                query.setArray(
                        2, connection.createArrayOf("float8", times.seconds().toArray()));
                read(Kind.STUDY, query, kept);
            }
            try (PreparedStatement query = connection.prepareStatement(JOBS)) {
                read(Kind.JOB, query, kept);
            }
            return kept;
        }
    }

    /** What was purged so far. */
    public Purged purged() throws SQLException {
        try (Connection connection = database.getConnection();
                PreparedStatement query = connection.prepareStatement(PURGED);
                ResultSet row = query.executeQuery()) {
            row.next();
            return new Purged(
                    row.getLong(1),
                    row.getLong(2),
                    row.getLong(3),
                    row.getTimestamp(4) == null ? null : row.getTimestamp(4).toInstant(),
                    row.getLong(5));
        }
    }

    private void read(Kind kind, PreparedStatement query, List<Kept> kept) throws SQLException {
        query.setQueryTimeout(QUERY_SECONDS);
        Map<String, KeepTime> usual = settings.times(false);
        Map<String, KeepTime> whenShort = settings.times(true);
        try (ResultSet row = query.executeQuery()) {
            while (row.next()) {
                String state = row.getString(1);
                kept.add(new Kept(
                        kind,
                        state,
                        row.getLong(2),
                        row.getLong(3),
                        row.getLong(4),
                        row.getTimestamp(5).toInstant(),
                        time(usual.get(state)),
                        time(whenShort.get(state))));
            }
        }
    }

    private static String time(KeepTime time) {
        return time == null ? "goes on" : time.toString();
    }
}
