package org.afterimage.web;

import jakarta.enterprise.context.RequestScoped;
import java.util.Locale;
import org.afterimage.console.people.ApiToken;
import org.afterimage.console.people.AuditLog;
import org.afterimage.console.people.Role;
import org.afterimage.console.people.Session;

/** Who asks for something: over REST, filled by {@link ApiAccess}, or on a page of the console, which says who its visitor is. */
@RequestScoped
public class Caller {
    private static final String ON_BEHALF = " on behalf of ";

    private String name = "";
    private String address = "";
    private Role role;
    private boolean person;

    /** For the audit log: a person's name, or {@code token:NAME}, which no person is called. */
    public AuditLog.Who who() {
        return new AuditLog.Who(name, address);
    }

    /** Its role; null where nobody is known. */
    Role role() {
        return role;
    }

    /** Whether it is a person who is signed in, and not a program with a token. */
    boolean isPerson() {
        return person;
    }

    /**
     * Who is recorded as the one who reviews: a person's name stands alone only where that person is signed in.
     *
     * @param given who the body says it is; null for nobody
     * @return the name of who is signed in; for a program its own, with the person whom it names
     * @throws BadQueryException if a person names another
     */
    String reviews(String given) {
        String named = decides(given);
        return person || named.equals(name) ? named : name + ON_BEHALF + named;
    }

    /** For the audit log, beside a reason: for whom a program says that it acts. */
    String behalf(String given) {
        String named = decides(given);
        return named.equals(name) ? "" : ON_BEHALF.strip() + " " + named;
    }

    /**
     * Who is recorded as the person who decides.
     *
     * @param given who the body says it is; null for nobody
     * @return the name of who is signed in; for a program whom it names, or itself where it names nobody
     * @throws BadQueryException if a person names another
     */
    String decides(String given) {
        boolean named = given != null && !given.isBlank();
        if (person && named && !given.strip().toLowerCase(Locale.ROOT).equals(name.toLowerCase(Locale.ROOT))) {
            throw new BadQueryException("person is '" + given.strip() + "' and you are signed in as " + name
                    + ": leave it out. Nobody decides in another's name.");
        }
        return person || !named ? name : given.strip();
    }

    /** From where it asks. */
    public void asks(String fromAddress) {
        this.address = fromAddress;
    }

    /** It is a person with a session of the console. */
    public void isSignedIn(Session session) {
        isCalled(session.account().name(), session.account().role());
        this.person = true;
    }

    void has(ApiToken token) {
        isCalled("token:" + token.name(), token.role());
    }

    /** Of the machine's own command line, run by that user of the machine where it says so. No account's name has a colon. */
    void isLocal(String user) {
        isCalled(
                "local command line: " + (user == null || user.isBlank() ? "unknown user" : user.strip()),
                Role.ADMINISTRATOR);
    }

    private void isCalled(String itsName, Role itsRole) {
        this.name = itsName;
        this.role = itsRole;
    }
}
