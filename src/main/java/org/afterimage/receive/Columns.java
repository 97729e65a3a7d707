package org.afterimage.receive;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;

/**
 * The parameters of a statement that takes rows as one array a column: one round trip however many rows there are.
 *
 * @param <R> a row
 */
final class Columns<R> {
    private final Connection connection;
    private final PreparedStatement statement;
    private final List<R> rows;
    private int next = 1;

    /** Begins at the first parameter of the statement. */
    Columns(Connection connection, PreparedStatement statement, List<R> rows) {
        this.connection = connection;
        this.statement = statement;
        this.rows = rows;
    }

    /** Sets the next parameter: one field of all rows. */
    void add(String type, Function<R, Object> field) throws SQLException {
        statement.setArray(
                next++, connection.createArrayOf(type, rows.stream().map(field).toArray()));
    }

    /** Sets the next parameter to a time. */
    void value(OffsetDateTime time) throws SQLException {
        statement.setObject(next++, time);
    }

    /** Runs the statement, and returns the first column of its rows. */
    Set<String> texts() throws SQLException {
        Set<String> texts = new HashSet<>();
        try (ResultSet result = statement.executeQuery()) {
            while (result.next()) {
                texts.add(result.getString(1));
            }
        }
        return texts;
    }

    /** Runs the statement, and returns how many rows it changed. */
    int update() throws SQLException {
        return statement.executeUpdate();
    }
}
