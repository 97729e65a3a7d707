package org.afterimage.receive;

import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import javax.sql.DataSource;

/** Looks up what the index says of received instances. What it shows is committed. */
@ApplicationScoped
public class IndexedInstances {
    private static final int QUERY_SECONDS = 30;

    private final DataSource database;

    /** For the container. */
    public IndexedInstances(DataSource database) {
        this.database = database;
    }

    /**
     * An instance of the index.
     *
     * @param sopClassUid its SOP class
     * @param file its name in the spool
     * @param bytes length of that file
     */
    public record Row(String sopClassUid, String file, long bytes) {}

    /**
     * The rows of those instances that the index has and whose files were not purged, by SOP Instance UID.
     *
     * @throws IOException if the database doesn't answer
     */
    public Map<String, Row> find(Collection<String> sopInstanceUids) throws IOException {
        String query =
                "select sop_instance_uid, sop_class_uid, file, bytes from instance where sop_instance_uid = any (?) and purge_id is null";
        try (Connection connection = database.getConnection();
                PreparedStatement statement = connection.prepareStatement(query)) {
            Array uids = connection.createArrayOf("text", sopInstanceUids.toArray());
            statement.setArray(1, uids);
            statement.setQueryTimeout(QUERY_SECONDS);
            Map<String, Row> rows = new HashMap<>();
            try (ResultSet result = statement.executeQuery()) {
                while (result.next()) {
                    rows.put(result.getString(1), new Row(result.getString(2), result.getString(3), result.getLong(4)));
                }
            }
            return rows;
        } catch (SQLException e) {
            throw new IOException("The database does not answer: " + e.getMessage(), e);
        }
    }
}
