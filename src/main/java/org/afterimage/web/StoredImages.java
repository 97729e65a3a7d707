package org.afterimage.web;

import jakarta.enterprise.context.ApplicationScoped;
import java.nio.file.Path;
import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.sql.DataSource;
import org.afterimage.node.NodeFolders;
import org.afterimage.render.StoredInstance;

/** Looks up the images of a study, received and derived, and where they are stored. A path comes from the database alone, never from a request. */
@ApplicationScoped
public class StoredImages {
    private static final int QUERY_SECONDS = 30;

    private static final String INSTANCE = """
            select file, sha256, false, purge_id is not null from instance where sop_instance_uid = ?
            union all (select d.file, d.sha256, true, j.purge_id is not null
                from derived_instance d join derived_series s on s.id = d.derived_series_id join job j on j.id = s.job_id
                where d.sop_instance_uid = ? order by d.id desc)
            """;

    private static final String RECEIVED = """
            select r.series_instance_uid, r.series_number, r.modality, r.description, count(i.id),
                count(i.id) filter (where i.purge_id is not null)
            from study s join series r on r.study_id = s.id left join instance i on i.series_id = r.id
            where s.study_instance_uid = ? group by r.id order by r.series_number nulls last, r.id
            """;

    /** Of jobs that made the same series again, the last whose files are there; one that only sends it elsewhere comes last. */
    private static final String DERIVED = """
            select distinct on (d.series_instance_uid) d.series_instance_uid, d.series_number, r.modality, d.description,
                (select count(*) from derived_instance i where i.derived_series_id = d.id), j.purge_id is not null, d.role, j.id, j.state,
                coalesce(m.model_id || '@' || m.version, j.model),
                (select array_agg(q.series_instance_uid order by b.place) from job_source b join series q on q.id = b.series_id
                    where b.job_id = j.id)
            from derived_series d join job j on j.id = d.job_id join series r on r.id = j.series_id join study s on s.id = r.study_id
                left join model_version m on m.id = j.model_version_id
            where s.study_instance_uid = ? order by d.series_instance_uid, j.purge_id is not null, j.copy_of is not null, j.id desc
            """;

    private static final String RECEIVED_FILES = """
            select i.sop_instance_uid, i.file from study s join series r on r.study_id = s.id join instance i on i.series_id = r.id
            where s.study_instance_uid = ? and r.series_instance_uid = ? and i.purge_id is null order by i.instance_number, i.id
            """;

    private static final String DERIVED_FILES = """
            select i.sop_instance_uid, i.file,
                (select array_agg(o.sop_instance_uid order by o.id) from derived_source f join instance o on o.id = f.instance_id
                    where f.derived_instance_id = i.id)
            from derived_instance i where i.derived_series_id = (
                select d.id from derived_series d join job j on j.id = d.job_id join series r on r.id = j.series_id
                    join study s on s.id = r.study_id
                where s.study_instance_uid = ? and d.series_instance_uid = ? and j.purge_id is null order by j.id desc limit 1)
            order by i.id
            """;

    private final DataSource database;
    private final NodeFolders folders;

    /** For the container. */
    public StoredImages(DataSource database, NodeFolders folders) {
        this.database = database;
        this.folders = folders;
    }

    /**
     * An instance that this node has, or had.
     *
     * @param file where it is stored
     * @param sha256 of what is stored
     * @param purged whether the file is gone
     */
    record Found(Path file, String sha256, boolean purged) {}

    /**
     * The files of a series.
     *
     * @param instances those that are there
     * @param sources SOP Instance UIDs of the instances that each derived one was made from
     */
    record Files(List<StoredInstance> instances, Map<String, List<String>> sources) {}

    /** An instance; where several jobs made the same one, one whose file is there. */
    Optional<Found> find(String sopInstanceUid) throws SQLException {
        try (Connection connection = database.getConnection();
                PreparedStatement query = prepare(connection, INSTANCE, sopInstanceUid, sopInstanceUid);
                ResultSet row = query.executeQuery()) {
            Optional<Found> found = Optional.empty();
            while (row.next()) {
                Path folder = row.getBoolean(3) ? folders.derived() : folders.spool();
                found = Optional.of(new Found(folder.resolve(row.getString(1)), row.getString(2), row.getBoolean(4)));
                if (!row.getBoolean(4)) {
                    break;
                }
            }
            return found;
        }
    }

    /** The series of a study, received ones first; none where the study is not known. */
    List<ImageSeriesView> series(String studyInstanceUid) throws SQLException {
        try (Connection connection = database.getConnection()) {
            Map<String, ImageSeriesView> series = new LinkedHashMap<>();
            try (PreparedStatement query = prepare(connection, RECEIVED, studyInstanceUid);
                    ResultSet row = query.executeQuery()) {
                while (row.next()) {
                    series.put(row.getString(1), received(row));
                }
            }
            try (PreparedStatement query = prepare(connection, DERIVED, studyInstanceUid);
                    ResultSet row = query.executeQuery()) {
                while (row.next()) {
                    // What came back from a destination is still what this node made.
                    series.remove(row.getString(1));
                    series.put(row.getString(1), derived(row));
                }
            }
            return List.copyOf(series.values());
        }
    }

    /** The files of a series of a study; none where it is not known or all are purged. */
    Files files(String studyInstanceUid, String seriesInstanceUid) throws SQLException {
        try (Connection connection = database.getConnection()) {
            Files derived = files(connection, DERIVED_FILES, folders.derived(), studyInstanceUid, seriesInstanceUid);
            return derived.instances().isEmpty()
                    ? files(connection, RECEIVED_FILES, folders.spool(), studyInstanceUid, seriesInstanceUid)
                    : derived;
        }
    }

    private static Files files(Connection connection, String sql, Path folder, String study, String series)
            throws SQLException {
        List<StoredInstance> instances = new ArrayList<>();
        Map<String, List<String>> sources = new HashMap<>();
        try (PreparedStatement query = prepare(connection, sql, study, series);
                ResultSet row = query.executeQuery()) {
            boolean withSources = row.getMetaData().getColumnCount() > 2;
            while (row.next()) {
                instances.add(new StoredInstance(row.getString(1), folder.resolve(row.getString(2))));
                if (withSources) {
                    sources.put(row.getString(1), texts(row.getArray(3)));
                }
            }
        }
        return new Files(instances, sources);
    }

    private static ImageSeriesView received(ResultSet row) throws SQLException {
        return new ImageSeriesView(
                row.getString(1),
                (Integer) row.getObject(2),
                row.getString(3),
                row.getString(4),
                ImageSeriesView.Origin.RECEIVED,
                row.getInt(5),
                row.getInt(6),
                null,
                null,
                null,
                List.of());
    }

    private static ImageSeriesView derived(ResultSet row) throws SQLException {
        String role = row.getString(7);
        boolean change = role != null && role.endsWith("-change");
        return new ImageSeriesView(
                row.getString(1),
                (Integer) row.getObject(2),
                row.getString(3),
                row.getString(4),
                change ? ImageSeriesView.Origin.CHANGE_MAP : ImageSeriesView.Origin.DERIVED,
                row.getInt(5),
                row.getBoolean(6) ? row.getInt(5) : 0,
                row.getLong(8),
                row.getString(9),
                row.getString(10),
                texts(row.getArray(11)));
    }

    private static List<String> texts(Array array) throws SQLException {
        return array == null ? List.of() : Arrays.asList((String[]) array.getArray());
    }

    private static PreparedStatement prepare(Connection connection, String sql, String... parameters)
            throws SQLException {
        PreparedStatement query = connection.prepareStatement(sql);
        query.setQueryTimeout(QUERY_SECONDS);
        for (int i = 0; i < parameters.length; i++) {
            query.setString(i + 1, parameters[i]);
        }
        return query;
    }
}
