package org.afterimage.console;

import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.util.ArrayList;
import java.util.List;
import javax.sql.DataSource;
import org.afterimage.provenance.JobEntity.State;

/** Pages of the jobs, newest first; each begins at a job's number and costs the same wherever it lies. */
@ApplicationScoped
public class JobList {
    private static final String SELECT = """
            select j.*, s.study_instance_uid, s.patient_id, s.patient_name, s.accession_number,
            j.purge_id is null and exists (select from derived_series d where d.job_id = j.id) as made
            from (select * from job j where %s order by j.id desc limit ?) j
            join series r on r.id = j.series_id join study s on s.id = r.study_id order by j.id desc
            """;

    private static final int PORTION = 1000;

    private final DataSource database;

    /** For the container. */
    public JobList(DataSource database) {
        this.database = database;
    }

    /** The jobs of a query from its place on. */
    public List<JobRow> read(JobQuery asked, int most) throws SQLException {
        return read(asked.filters(), most);
    }

    /** What is done with each job. */
    @FunctionalInterface
    interface Each {
        void take(JobRow row) throws IOException;
    }

    /** All jobs of a query from its place on; they are read in portions, so that memory holds one of these, and no reader holds up the database. */
    void each(JobQuery asked, Each todo) throws SQLException, IOException {
        each(asked, todo, PORTION);
    }

    void each(JobQuery asked, Each todo, int most) throws SQLException, IOException {
        long place = asked.place();
        List<JobRow> portion;
        do {
            portion = read(asked.filters(place), most);
            for (JobRow row : portion) {
                todo.take(row);
                place = row.id();
            }
        } while (portion.size() == most);
    }

    /** The jobs of these numbers. */
    List<JobRow> these(List<Long> ids) throws SQLException {
        return ids.isEmpty() ? List.of() : read(new Filters().among("j.id", ids), ids.size());
    }

    /** The jobs of a study. */
    public List<JobRow> ofStudy(long study, int most) throws SQLException {
        return read(new Filters().and("j.series_id in (select id from series where study_id = ?)", study), most);
    }

    private List<JobRow> read(Filters filters, int most) throws SQLException {
        try (Connection connection = database.getConnection();
                PreparedStatement query = connection.prepareStatement(SELECT.formatted(filters.sql()))) {
            query.setInt(filters.set(query), most);
            List<JobRow> found = new ArrayList<>();
            try (ResultSet row = query.executeQuery()) {
                while (row.next()) {
                    found.add(row(row));
                }
            }
            return found;
        }
    }

    private static JobRow row(ResultSet row) throws SQLException {
        Timestamp ended = row.getTimestamp("ended_at");
        return new JobRow(
                row.getLong("id"),
                row.getString("state"),
                row.getString("reason_code"),
                row.getString("reason"),
                row.getString("route"),
                row.getString("model"),
                row.getString("destination"),
                row.getString("study_instance_uid"),
                row.getString("patient_id"),
                row.getString("patient_name"),
                row.getString("accession_number"),
                row.getTimestamp("created_at").toInstant(),
                row.getTimestamp("updated_at").toInstant(),
                ended == null ? null : ended.toInstant(),
                deeds(row, ended != null));
    }

    private static JobDeeds deeds(ResultSet row, boolean ended) throws SQLException {
        return JobDeeds.of(
                row.getLong("id"),
                row.getString("destination"),
                new JobDeeds.Facts(
                        State.valueOf(row.getString("state")),
                        row.getString("reason_code"),
                        ended,
                        row.getBoolean("made"),
                        row.getObject("copy_of") != null,
                        row.getObject("note_of") != null));
    }
}
