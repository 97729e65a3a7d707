package org.afterimage.console;

import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.sql.DataSource;
import org.afterimage.web.JobView.Gate;
import org.afterimage.web.JobView.GatePlace;
import org.afterimage.web.JobView.Word;

/** Of held outputs only what their page shows; a job of hundreds of instances costs no more than one of a single image. */
@ApplicationScoped
public class HeldRows {
    private static final String PAGE = """
            select j.id, j.route, coalesce(m.model_id || ' ' || m.version, j.model), j.destination, j.reason, j.updated_at,
                s.study_instance_uid, s.patient_name, s.patient_id, s.accession_number, s.study_date, s.description
            from (select * from job where state = 'HELD' and id > ? order by id limit ?) j
            join series r on r.id = j.series_id join study s on s.id = r.study_id
            left join model_version m on m.id = j.model_version_id order by j.id
            """;

    private static final String STOPS = """
            select sop_instance_uid, gate, measured, bound, sentence, place_instance_uid, place_column, place_row, place_radius,
                count(*) over () from gate_result where job_id = ? and verdict = 'HOLD' order by place_instance_uid is null, id limit ?
            """;

    private static final String FIRST_WORD =
            "select decision, person, reason, decided_at from review where job_id = ? and is_first";

    /** A change map is no image of the patient. */
    private static final String MADE = """
            select o.sop_instance_uid, i.sop_instance_uid from derived_series d join derived_instance i on i.derived_series_id = d.id
            join derived_source f on f.derived_instance_id = i.id join instance o on o.id = f.instance_id
            where d.job_id = ? and coalesce(d.role, '') not like '%%-change' %s order by i.id, o.id limit 1
            """;

    private final DataSource database;

    /** For the container. */
    public HeldRows(DataSource database) {
        this.database = database;
    }

    /**
     * What stopped an output.
     *
     * @param shown the first of them
     * @param all how many there are
     */
    record Stops(List<Gate> shown, int all) {}

    /**
     * A source image and what was made of it.
     *
     * @param source SOP Instance UID
     * @param derived SOP Instance UID
     */
    record Pair(String source, String derived) {}

    /** Those that have waited longest, from the one after a number. */
    List<HeldOutput> after(long id, int most) throws SQLException {
        try (Connection connection = database.getConnection();
                PreparedStatement query = connection.prepareStatement(PAGE)) {
            query.setLong(1, id);
            query.setInt(2, most);
            List<HeldOutput> found = new ArrayList<>();
            try (ResultSet row = query.executeQuery()) {
                while (row.next()) {
                    found.add(output(row));
                }
            }
            return found;
        }
    }

    private static HeldOutput output(ResultSet row) throws SQLException {
        return new HeldOutput(
                row.getLong(1),
                row.getString(2),
                row.getString(3),
                row.getString(4),
                row.getString(5),
                row.getTimestamp(6).toInstant(),
                new HeldOutput.Study(
                        row.getString(7),
                        row.getString(8),
                        row.getString(9),
                        row.getString(10),
                        row.getString(11),
                        row.getString(12)));
    }

    /** What stopped it. */
    Stops stops(long job, int most) throws SQLException {
        try (Connection connection = database.getConnection();
                PreparedStatement query = connection.prepareStatement(STOPS)) {
            query.setLong(1, job);
            query.setInt(2, most);
            List<Gate> found = new ArrayList<>();
            int all = 0;
            try (ResultSet row = query.executeQuery()) {
                while (row.next()) {
                    found.add(gate(row));
                    all = row.getInt(10);
                }
            }
            return new Stops(found, all);
        }
    }

    private static Gate gate(ResultSet row) throws SQLException {
        GatePlace place = row.getString(6) == null
                ? null
                : new GatePlace(row.getString(6), (Double) row.getObject(7), (Double) row.getObject(8), (Double)
                        row.getObject(9));
        return new Gate(
                row.getString(1),
                row.getString(2),
                row.getDouble(3),
                row.getString(4),
                "HOLD",
                row.getString(5),
                place);
    }

    /** The first of two words that are needed; empty before. */
    Optional<Word> firstWord(long job) throws SQLException {
        try (Connection connection = database.getConnection();
                PreparedStatement query = connection.prepareStatement(FIRST_WORD)) {
            query.setLong(1, job);
            try (ResultSet row = query.executeQuery()) {
                return row.next()
                        ? Optional.of(new Word(
                                row.getString(1),
                                row.getString(2),
                                row.getString(3),
                                row.getTimestamp(4).toInstant(),
                                true))
                        : Optional.empty();
            }
        }
    }

    /** The first image that a job made, with a source of it; empty where it made none. */
    Optional<Pair> first(long job) throws SQLException {
        return pair(MADE.formatted(""), job, null);
    }

    /** What a job made of a source image; empty where that is nothing. */
    Optional<Pair> madeOf(long job, String source) throws SQLException {
        return pair(MADE.formatted("and o.sop_instance_uid = ?"), job, source);
    }

    private Optional<Pair> pair(String sql, long job, String source) throws SQLException {
        try (Connection connection = database.getConnection();
                PreparedStatement query = connection.prepareStatement(sql)) {
            query.setLong(1, job);
            if (source != null) {
                query.setString(2, source);
            }
            try (ResultSet row = query.executeQuery()) {
                return row.next() ? Optional.of(new Pair(row.getString(1), row.getString(2))) : Optional.empty();
            }
        }
    }
}
