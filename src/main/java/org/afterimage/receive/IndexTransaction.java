package org.afterimage.receive;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import org.afterimage.fault.FaultPoint;
import org.jboss.logging.Logger;

/** The rows of a group, inserted and not yet committed; closing it without {@link #commit} undoes them. */
final class IndexTransaction implements AutoCloseable {
    private static final Logger LOG = Logger.getLogger(IndexTransaction.class);

    private final Connection connection;
    private final List<Recognised> recognised;
    private boolean committed;

    /** Takes over a connection with an open transaction. */
    IndexTransaction(Connection connection, List<Recognised> recognised) {
        this.connection = connection;
        this.recognised = List.copyOf(recognised);
    }

    /** What the index made of each instance, in their order; true once committed. */
    List<InstanceIndex.Outcome> outcomes() {
        return recognised.stream().map(Recognised::outcome).toList();
    }

    /** The same, with the files that belong to them. */
    List<Recognised> recognised() {
        return recognised;
    }

    /** Returns when the rows are durable. */
    void commit() throws SQLException {
        FaultPoint.FILED_BEFORE_COMMIT.reach();
        connection.commit();
        committed = true;
    }

    /** What was committed stays so, however the connection ends. */
    @Override
    public void close() {
        close(connection, committed);
    }

    static void close(Connection connection, boolean committed) {
        try (connection) {
            if (!committed) {
                connection.rollback();
            }
        } catch (SQLException e) {
            LOG.debug("a connection to the database did not end in order", e);
        }
    }

    /** Data that a column does not take (22, 23), or a conflict with another transaction (40), as opposed to a database in trouble. */
    static boolean concernsOneInstance(SQLException e) {
        String state = state(e);
        return state.startsWith("22") || state.startsWith("23") || state.startsWith("40");
    }

    /** A conflict with another transaction, another node's most likely, which passes (40: deadlock, serialization). */
    static boolean isConflict(SQLException e) {
        return state(e).startsWith("40");
    }

    /** Whether the server itself said that a commit failed. One whose connection was lost (08), or that stops (57P), did not. */
    static boolean wasUndone(SQLException e) {
        String state = state(e);
        return !state.isEmpty() && !state.startsWith("08") && !state.startsWith("57P");
    }

    private static String state(SQLException e) {
        return e.getSQLState() == null ? "" : e.getSQLState();
    }
}
