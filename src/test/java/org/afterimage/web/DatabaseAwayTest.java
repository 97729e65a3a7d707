package org.afterimage.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.ConnectException;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import org.junit.jupiter.api.Test;

/** What a database that is away looks like from above. */
class DatabaseAwayTest {
    @Test
    void aLostConnectionAndAnEndingServerAreThatWhereverTheyLie() {
        assertThat(DatabaseAway.isCauseOf(new SQLException("I/O error", "08006")))
                .isTrue();
        assertThat(DatabaseAway.isCauseOf(new SQLException("terminating connection", "57P01")))
                .isTrue();
        assertThat(DatabaseAway.isCauseOf(new SQLException("Sorry, acquisition timeout!")))
                .isTrue();
        assertThat(DatabaseAway.isCauseOf(new SQLTransientConnectionException("no")))
                .isTrue();
        assertThat(DatabaseAway.isCauseOf(new IllegalStateException(
                        new RuntimeException(new SQLException("I/O error", "08001", new ConnectException("refused"))))))
                .isTrue();
    }

    @Test
    void whatTheDatabaseRefusesAndWhatIsNoneOfItIsNot() {
        assertThat(DatabaseAway.isCauseOf(new SQLException("duplicate key", "23505")))
                .isFalse();
        assertThat(DatabaseAway.isCauseOf(new SQLException("canceled", "57014")))
                .isFalse();
        assertThat(DatabaseAway.isCauseOf(new IOException(new ConnectException("refused"))))
                .isFalse();
    }
}
