package org.afterimage.console;

import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.sql.DataSource;

/** Pages of the received studies, newest first. A page costs the same wherever it lies, since it begins at a place and not at a count. */
@ApplicationScoped
public class StudyList {
    private static final String SELECT = """
            select s.id, s.study_instance_uid, s.patient_id, s.patient_name, s.accession_number, s.study_date, s.description,
            s.state, s.last_received_at,
            (select string_agg(distinct r.modality, ', ') from series r where r.study_id = s.id) as modalities,
            array(select j.state from job j join series r on r.id = j.series_id where r.study_id = s.id order by j.id) as jobs
            from study s where %s order by s.last_received_at desc, s.id desc limit ?
            """;

    private static final int PORTION = 1000;

    private final DataSource database;

    /** For the container. */
    public StudyList(DataSource database) {
        this.database = database;
    }

    /** What is done with each study. */
    @FunctionalInterface
    interface Each {
        void take(StudyRow row) throws IOException;
    }

    /** The studies of a query from its place on. */
    public List<StudyRow> read(StudyQuery asked, int most) throws SQLException {
        return read(asked.filters(), most);
    }

    /** All studies of a query from its place on; they are read in portions, so that memory holds one of these, and no reader holds up the database. */
    void each(StudyQuery asked, Each todo) throws SQLException, IOException {
        each(asked, todo, PORTION);
    }

    void each(StudyQuery asked, Each todo, int most) throws SQLException, IOException {
        Optional<StudyQuery.Place> place = asked.after();
        List<StudyRow> portion;
        do {
            portion = read(asked.filters(place), most);
            for (StudyRow row : portion) {
                todo.take(row);
                place = Optional.of(new StudyQuery.Place(row.lastReceivedAt(), row.id()));
            }
        } while (portion.size() == most);
    }

    private List<StudyRow> read(Filters filters, int most) throws SQLException {
        try (Connection connection = database.getConnection();
                PreparedStatement query = connection.prepareStatement(SELECT.formatted(filters.sql()))) {
            query.setInt(filters.set(query), most);
            List<StudyRow> found = new ArrayList<>();
            try (ResultSet row = query.executeQuery()) {
                while (row.next()) {
                    found.add(row(row));
                }
            }
            return found;
        }
    }

    private static StudyRow row(ResultSet row) throws SQLException {
        Array jobs = row.getArray("jobs");
        return new StudyRow(
                row.getLong("id"),
                row.getString("study_instance_uid"),
                row.getString("patient_id"),
                row.getString("patient_name"),
                row.getString("accession_number"),
                row.getString("study_date"),
                row.getString("description"),
                row.getString("modalities"),
                row.getString("state"),
                row.getTimestamp("last_received_at").toInstant(),
                List.of((String[]) jobs.getArray()));
    }
}
