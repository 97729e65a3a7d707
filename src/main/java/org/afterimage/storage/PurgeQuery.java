package org.afterimage.storage;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.afterimage.storage.Purgeable.Kind;

/** Finds what may go, the oldest first. Nothing is there that goes on: a job that has not ended, a study of which more is waited for. */
final class PurgeQuery {
    /** Each state by its own index range, so that what is kept for longer is not looked at. A skipped job has made nothing. */
    private static final String JOBS = """
            select c.id, s.study_instance_uid, c.state, c.ended_at, coalesce(d.files, 0), coalesce(d.bytes, 0)
            from unnest(?::text[], ?::float8[]) as k (state, seconds)
            cross join lateral (
                select j.id, j.state, j.ended_at, j.series_id from job j
                where j.state = k.state and j.purge_id is null and j.ended_at <= now() - make_interval(secs => k.seconds)
                    and j.state <> 'SKIPPED' and (?::bigint is null or j.id = ?)
                order by j.ended_at limit ?
            ) c
            join series r on r.id = c.series_id
            join study s on s.id = r.study_id
            left join lateral (
                select count(*)::integer as files, sum(i.bytes) as bytes
                from derived_series x join derived_instance i on i.derived_series_id = x.id where x.job_id = c.id
            ) d on true
            order by c.ended_at, c.id limit ?
            """;

    /** A study goes when the last of its jobs may, or, where it has none, when its own time is over. */
    private static final String STUDIES = """
            with keep as (select * from unnest(?::text[], ?::float8[]) as k (state, seconds))
            select s.id, s.study_instance_uid, coalesce(f.rule, 'UNROUTED'), s.last_received_at, i.files, i.bytes
            from study s
            cross join lateral (
                select count(*) as jobs, bool_and(j.ended_at is not null and k.seconds is not null) as may,
                    max(greatest(j.ended_at, s.last_received_at) + make_interval(secs => k.seconds)) as free_at,
                    (array_agg(j.state order by greatest(j.ended_at, s.last_received_at)
                        + make_interval(secs => k.seconds) desc))[1] as rule
                from job j left join keep k on k.state = j.state
                where j.id in (select b.job_id from job_source b join series r on r.id = b.series_id where r.study_id = s.id)
            ) f
            cross join lateral (
                select count(*)::integer as files, coalesce(sum(n.bytes), 0) as bytes
                from instance n join series r on r.id = n.series_id where r.study_id = s.id and n.purge_id is null
            ) i
            where s.purge_id is null and s.state = 'ROUTED' and s.last_received_at <= now() - make_interval(secs => ?)
                and (?::bigint is null or s.id = ?)
                and not exists (select from study_route w where w.study_id = s.id and w.state in ('WAITING', 'HELD', 'RELEASED'))
                and case when f.jobs = 0
                    then s.last_received_at <= now() - (select make_interval(secs => seconds) from keep where state = 'UNROUTED')
                    else f.may and f.free_at <= now() end
            order by s.last_received_at, s.id limit ?
            """;

    private final Connection connection;
    private final KeepTimes times;

    PurgeQuery(Connection connection, KeepTimes times) {
        this.connection = connection;
        this.times = times;
    }

    /** The oldest of both kinds, so many at most. */
    List<Purgeable> oldest(int most) throws SQLException {
        List<Purgeable> found = new ArrayList<>(find(Kind.JOB, Optional.empty(), most));
        found.addAll(find(Kind.STUDY, Optional.empty(), most));
        found.sort(Comparator.comparing(Purgeable::since).thenComparing(Purgeable::kind));
        return found.subList(0, Math.min(most, found.size()));
    }

    /** One of them, if it may still go. */
    Optional<Purgeable> one(Kind kind, long id) throws SQLException {
        return find(kind, Optional.of(id), 1).stream().findFirst();
    }

    private List<Purgeable> find(Kind kind, Optional<Long> id, int most) throws SQLException {
        if (times.isEmpty()) {
            return List.of();
        }
        try (PreparedStatement query = connection.prepareStatement(kind == Kind.JOB ? JOBS : STUDIES)) {
            int next = 1;
            query.setArray(
                    next++, connection.createArrayOf("text", times.names().toArray()));
            query.setArray(
                    next++, connection.createArrayOf("float8", times.seconds().toArray()));
            if (kind == Kind.STUDY) {
                query.setDouble(next++, times.shortest());
            }
            for (int i = 0; i < 2; i++) {
                query.setObject(next++, id.orElse(null), Types.BIGINT);
            }
            query.setInt(next++, most);
            if (kind == Kind.JOB) {
                query.setInt(next++, most);
            }
            return read(kind, query);
        }
    }

    private static List<Purgeable> read(Kind kind, PreparedStatement query) throws SQLException {
        List<Purgeable> found = new ArrayList<>();
        try (ResultSet row = query.executeQuery()) {
            while (row.next()) {
                found.add(new Purgeable(
                        kind,
                        row.getLong(1),
                        row.getString(2),
                        row.getString(3),
                        row.getTimestamp(4).toInstant(),
                        row.getInt(5),
                        row.getLong(6)));
            }
        }
        return found;
    }
}
