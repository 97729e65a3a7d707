package org.afterimage.receive;

import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import javax.sql.DataSource;
import org.afterimage.dicom.net.StoreRequest;

/** Where {@code storage.otherContent} is {@code refuse}: whether an instance that arrives has a known UID with other content. */
@ApplicationScoped
public class OtherContents {
    private static final int QUERY_SECONDS = 10;

    private static final String REFUSED = """
            insert into other_content (instance_id, sha256, outcome, calling_ae_title, peer)
            select id, ?, 'REFUSED', ?, ? from instance where sop_instance_uid = ? and sha256 <> ?
            on conflict (instance_id, sha256, outcome) where outcome <> 'REPLACED'
            do update set times = other_content.times + 1, last_at = now()
            """;

    private static final String KNOWN = "select 1 from instance where sop_instance_uid = ?";

    private final DataSource database;

    /** For the container. */
    public OtherContents(DataSource database) {
        this.database = database;
    }

    /** Whether the index has an instance of this UID. */
    boolean isKnown(String sopInstanceUid) throws SQLException {
        try (Connection connection = database.getConnection();
                PreparedStatement query = connection.prepareStatement(KNOWN)) {
            query.setQueryTimeout(QUERY_SECONDS);
            query.setString(1, sopInstanceUid);
            try (var row = query.executeQuery()) {
                return row.next();
            }
        }
    }

    /**
     * Records an instance whose UID the index has with other content.
     *
     * @param sha256 of the data set that came
     * @return false when the content is the one that is there
     */
    boolean differs(StoreRequest request, String sha256) throws SQLException {
        try (Connection connection = database.getConnection();
                PreparedStatement insert = connection.prepareStatement(REFUSED)) {
            insert.setQueryTimeout(QUERY_SECONDS);
            insert.setString(1, sha256);
            insert.setString(2, request.callingAeTitle());
            insert.setString(3, request.peer().getHostAddress());
            insert.setString(4, request.sopInstanceUid());
            insert.setString(5, sha256);
            return insert.executeUpdate() > 0;
        }
    }
}
