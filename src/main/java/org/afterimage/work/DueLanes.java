package org.afterimage.work;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import javax.sql.DataSource;
import org.afterimage.node.RemoteSettings.Remote;

/** Finds out in one query which lanes have something to do. */
final class DueLanes {
    // Jobs that wait in the order of their index, as in DeliveryStore: the first match ends the search.
    private static final String QUERY = """
            with remote as (select * from unnest(?::text[], ?::int[]) as r (ae, lanes)),
            state as (select r.*, d.down_since is not null as down, d.next_probe_at
                      from remote r left join destination d on d.ae_title = r.ae)
            select 'send', s.ae, lane, s.lanes from state s cross join lateral generate_series(0, s.lanes - 1) as lane
            cross join lateral (
                select from (select id, route, next_at from job where destination = s.ae and state = 'DELIVERING'
                             order by priority desc, id offset 0) j
                where j.next_at <= ? and mod(j.id, s.lanes) = lane
                and j.route <> all (array(select route from route_switch where paused)) limit 1) first
            where not s.down
            union all
            select 'send', s.ae, lane, s.lanes from state s, generate_series(0, s.lanes - 1) as lane
            where exists (select from job j where j.destination = s.ae and j.offered_at is not null and j.state <> 'DELIVERING'
                and mod(j.id, s.lanes) = lane)
            union all
            select 'confirm', s.ae, 0, 1 from state s where not s.down and exists (
                select from job j where j.destination = s.ae and j.state = 'SENT' and j.ended_at is null and j.next_at <= ?)
            union all
            select 'probe', s.ae, 0, 1 from state s where s.down and s.next_probe_at <= ?
            """;

    private final DataSource dataSource;

    DueLanes(DataSource dataSource) {
        this.dataSource = dataSource;
    }

    /** A lane and what is to be done on it. */
    record Due(String task, Lane lane) {}

    List<Due> find(List<Remote> remotes) throws SQLException {
        try (Connection connection = dataSource.getConnection();
                PreparedStatement query = connection.prepareStatement(QUERY)) {
            query.setArray(
                    1,
                    connection.createArrayOf(
                            "text", remotes.stream().map(Remote::aeTitle).toArray()));
            query.setArray(
                    2,
                    connection.createArrayOf(
                            "int4",
                            remotes.stream().map(Remote::maxAssociations).toArray()));
            // The clock by which lanes ask what is due; by the database's own a lane would open and find nothing, again
            // and again.
            Timestamp now = Timestamp.from(Instant.now());
            for (int parameter = 3; parameter <= 5; parameter++) {
                query.setTimestamp(parameter, now);
            }
            List<Due> due = new ArrayList<>();
            try (ResultSet rows = query.executeQuery()) {
                while (rows.next()) {
                    due.add(new Due(rows.getString(1), new Lane(rows.getString(2), rows.getInt(3), rows.getInt(4))));
                }
            }
            return due;
        }
    }
}
