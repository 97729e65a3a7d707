package org.afterimage.console;

import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import javax.sql.DataSource;

/** How many outputs wait for a person. */
@ApplicationScoped
public class HeldCount {
    private final DataSource database;

    /** For the container. */
    public HeldCount(DataSource database) {
        this.database = database;
    }

    /** As of now. */
    public long now() throws SQLException {
        try (Connection connection = database.getConnection();
                PreparedStatement query = connection.prepareStatement("select count(*) from job where state = 'HELD'");
                ResultSet row = query.executeQuery()) {
            row.next();
            return row.getLong(1);
        }
    }
}
