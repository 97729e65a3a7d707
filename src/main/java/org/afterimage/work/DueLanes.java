package org.afterimage.work;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import javax.sql.DataSource;
import org.afterimage.node.RemoteSettings.Remote;

/** Finds out in one query which lanes have something to do. */
final class DueLanes {
    private static final String QUERY = """
            with remote as (select * from unnest(?::text[], ?::int[]) as r (ae, lanes)),
            state as (select r.*, d.down_since is not null as down, d.next_probe_at
                      from remote r left join destination d on d.ae_title = r.ae)
            select 'send', s.ae, lane, s.lanes from state s, generate_series(0, s.lanes - 1) as lane
            where not s.down and exists (
                select from job j where j.destination = s.ae and j.state = 'DELIVERING' and j.next_at <= now()
                and mod(j.id, s.lanes) = lane
                and not exists (select from route_switch w where w.route = j.route and w.paused))
            union all
            select 'confirm', s.ae, 0, 1 from state s where not s.down and exists (
                select from job j where j.destination = s.ae and j.state = 'SENT' and j.ended_at is null and j.next_at <= now())
            union all
            select 'probe', s.ae, 0, 1 from state s where s.down and s.next_probe_at <= now()
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
