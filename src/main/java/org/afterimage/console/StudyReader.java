package org.afterimage.console;

import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.sql.DataSource;
import org.afterimage.provenance.Stage;
import org.afterimage.web.JobView.StageView;

/** Reads what the page of a study shows, and no more: neither its instances nor those derived. */
@ApplicationScoped
public class StudyReader {
    private static final int ROUTES = 200;

    private static final String HEAD = """
            select id, study_instance_uid, patient_id, patient_name, accession_number, study_date, description, state,
            first_received_at, last_received_at from study where study_instance_uid = ?
            """;
    private static final String OF_STUDY = """
            select r.route, r.state, r.reason, r.changed_at from study_route r where r.study_id = ? order by r.id limit ?
            """;
    private static final String WAITS = """
            select s.study_instance_uid, s.patient_name, r.route, r.state, r.reason from study s
            join study_route r on r.study_id = s.id
            where s.study_instance_uid = any (?) and r.state not in ('DECIDED', 'RELEASED') order by s.id, r.id limit ?
            """;
    private static final String SERIES = """
            select s.id, s.series_instance_uid, s.modality, s.series_number, s.description, s.routing,
            (select count(*) from instance i where i.series_id = s.id) as instances
            from series s where s.study_id = ? order by s.id limit ? offset ?
            """;
    private static final String DECISIONS = """
            select series_id, route, taken, sentence, clauses from route_decision where series_id = any (?) order by id
            """;
    private static final String STAGES = """
            select distinct on (job_id, stage) job_id, stage, attempt, started_at, millis, detail from job_stage
            where job_id = any (?) order by job_id, stage, id desc
            """;

    private final DataSource database;

    /** For the container. */
    public StudyReader(DataSource database) {
        this.database = database;
    }

    /** How far a route is with a study. */
    public record RouteProgress(String route, String state, String reason, Instant since) {
        /** Whether it waits, or waited in vain, so that a person can have it work on what is there. */
        public boolean forceable() {
            return !state.equals("DECIDED") && !state.equals("RELEASED");
        }
    }

    /** Whose study it is; empty when it never came. */
    public Optional<StudyHead> head(String uid) throws SQLException {
        try (Connection connection = database.getConnection();
                PreparedStatement query = connection.prepareStatement(HEAD)) {
            query.setString(1, uid);
            try (ResultSet row = query.executeQuery()) {
                return row.next() ? Optional.of(head(row)) : Optional.empty();
            }
        }
    }

    private static StudyHead head(ResultSet row) throws SQLException {
        return new StudyHead(
                row.getLong("id"),
                row.getString("study_instance_uid"),
                row.getString("patient_id"),
                row.getString("patient_name"),
                row.getString("accession_number"),
                row.getString("study_date"),
                row.getString("description"),
                row.getString("state"),
                row.getTimestamp("first_received_at").toInstant(),
                row.getTimestamp("last_received_at").toInstant());
    }

    /** How far each route is with it. */
    List<RouteProgress> routes(long study) throws SQLException {
        try (Connection connection = database.getConnection();
                PreparedStatement query = connection.prepareStatement(OF_STUDY)) {
            query.setLong(1, study);
            query.setInt(2, ROUTES);
            List<RouteProgress> routes = new ArrayList<>();
            try (ResultSet row = query.executeQuery()) {
                while (row.next()) {
                    routes.add(new RouteProgress(
                            row.getString(1),
                            row.getString(2),
                            row.getString(3),
                            row.getTimestamp(4).toInstant()));
                }
            }
            return routes;
        }
    }

    /** Which routes wait for more of some studies, or waited in vain. */
    List<BulkForce.Wait> waits(List<String> uids) throws SQLException {
        try (Connection connection = database.getConnection();
                PreparedStatement query = connection.prepareStatement(WAITS)) {
            query.setArray(1, connection.createArrayOf("text", uids.toArray()));
            query.setInt(2, ROUTES);
            List<BulkForce.Wait> waits = new ArrayList<>();
            try (ResultSet row = query.executeQuery()) {
                while (row.next()) {
                    waits.add(new BulkForce.Wait(
                            row.getString(1), row.getString(2), row.getString(3), row.getString(4), row.getString(5)));
                }
            }
            return waits;
        }
    }

    /** A part of its series, with what each route decided on them. */
    Part<SeriesDecisions> series(long study, int page, int size) throws SQLException {
        long total = count("select count(*) from series where study_id = ?", study);
        int within = Part.within(page, size, total);
        try (Connection connection = database.getConnection();
                PreparedStatement query = connection.prepareStatement(SERIES)) {
            query.setLong(1, study);
            query.setInt(2, size);
            query.setLong(3, (long) within * size);
            List<SeriesDecisions.Series> found = new ArrayList<>();
            try (ResultSet row = query.executeQuery()) {
                while (row.next()) {
                    found.add(series(row));
                }
            }
            Map<Long, List<SeriesDecisions.Decision>> decided = decisions(
                    connection, found.stream().map(SeriesDecisions.Series::id).toArray(Long[]::new));
            List<SeriesDecisions> shown = found.stream()
                    .map(one -> new SeriesDecisions(one, decided.getOrDefault(one.id(), List.of())))
                    .toList();
            return new Part<>(shown, within, size, total);
        }
    }

    private static SeriesDecisions.Series series(ResultSet row) throws SQLException {
        return new SeriesDecisions.Series(
                row.getLong("id"),
                row.getString("series_instance_uid"),
                row.getString("modality"),
                row.getObject("series_number", Integer.class),
                row.getString("description"),
                row.getString("routing"),
                row.getInt("instances"));
    }

    private static Map<Long, List<SeriesDecisions.Decision>> decisions(Connection connection, Long[] series)
            throws SQLException {
        Map<Long, List<SeriesDecisions.Decision>> decided = new HashMap<>();
        try (PreparedStatement query = connection.prepareStatement(DECISIONS)) {
            query.setArray(1, connection.createArrayOf("bigint", series));
            try (ResultSet row = query.executeQuery()) {
                while (row.next()) {
                    decided.computeIfAbsent(row.getLong(1), id -> new ArrayList<>())
                            .add(SeriesDecisions.Decision.of(
                                    row.getString(2), row.getBoolean(3), row.getString(4), row.getString(5)));
                }
            }
        }
        return decided;
    }

    /** How many jobs it has. */
    long jobs(long study) throws SQLException {
        return count("select count(*) from job j join series s on s.id = j.series_id where s.study_id = ?", study);
    }

    /** The way of each job, with the last time that it came through each stage. */
    List<JobWay> ways(List<JobRow> jobs) throws SQLException {
        Map<Long, List<StageView>> stages = new HashMap<>();
        try (Connection connection = database.getConnection();
                PreparedStatement query = connection.prepareStatement(STAGES)) {
            query.setArray(
                    1,
                    connection.createArrayOf(
                            "bigint", jobs.stream().map(JobRow::id).toArray()));
            try (ResultSet row = query.executeQuery()) {
                while (row.next()) {
                    stages.computeIfAbsent(row.getLong("job_id"), id -> new ArrayList<>())
                            .add(new StageView(
                                    Stage.valueOf(row.getString("stage")),
                                    row.getInt("attempt"),
                                    row.getTimestamp("started_at").toInstant(),
                                    row.getDouble("millis"),
                                    row.getString("detail")));
                }
            }
        }
        return jobs.stream()
                .map(job -> new JobWay(job, JobPageView.way(stages.getOrDefault(job.id(), List.of()))))
                .toList();
    }

    private long count(String sql, long study) throws SQLException {
        try (Connection connection = database.getConnection();
                PreparedStatement query = connection.prepareStatement(sql)) {
            query.setLong(1, study);
            try (ResultSet row = query.executeQuery()) {
                row.next();
                return row.getLong(1);
            }
        }
    }
}
