package org.afterimage.console.people;

import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.sql.SQLException;
import java.util.Optional;
import org.jboss.logging.Logger;

/** Makes the first administrator of a database that has no account, and tells its password once, in the log. */
@ApplicationScoped
public class FirstAccount {
    private static final Logger LOG = Logger.getLogger(FirstAccount.class);
    private static final String NAME = "admin";

    private final Accounts accounts;

    /** For the container. */
    public FirstAccount(Accounts accounts) {
        this.accounts = accounts;
    }

    void start(@Observes StartupEvent event) throws SQLException {
        Optional<Accounts.New> made = accounts.first(NAME);
        made.ifPresent(first -> LOG.infof(
                "console: sign in as %s with the password %s, which is told only now and must be changed then",
                first.account().name(), first.password()));
    }
}
