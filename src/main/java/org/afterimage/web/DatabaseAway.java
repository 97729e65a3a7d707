package org.afterimage.web;

import java.sql.SQLException;
import java.sql.SQLNonTransientConnectionException;
import java.sql.SQLRecoverableException;
import java.sql.SQLTransientConnectionException;

/** Tells whether something failed because the database did not answer. */
final class DatabaseAway {
    private static final int DEEPEST = 20;

    private DatabaseAway() {}

    /** Whether that is at the bottom of it. */
    static boolean isCauseOf(Throwable thrown) {
        Throwable cause = thrown;
        for (int i = 0; cause != null && i < DEEPEST; i++) {
            if (cause instanceof SQLException sql && isOf(sql)) {
                return true;
            }
            cause = cause.getCause();
        }
        return false;
    }

    /**
     * Class 08 of the states is for connections, class 57P for a server that ends (PostgreSQL, appendix A). The pool says that all its
     * connections are taken, or none can be made, without a state.
     */
    private static boolean isOf(SQLException thrown) {
        String state = thrown.getSQLState();
        return thrown instanceof SQLTransientConnectionException
                || thrown instanceof SQLNonTransientConnectionException
                || thrown instanceof SQLRecoverableException
                || state != null && (state.startsWith("08") || state.startsWith("57P0"))
                || state == null && String.valueOf(thrown.getMessage()).contains("acquisition timeout");
    }
}
