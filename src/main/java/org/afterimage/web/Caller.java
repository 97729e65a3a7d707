package org.afterimage.web;

import jakarta.enterprise.context.RequestScoped;
import java.util.Locale;
import org.afterimage.console.people.ApiToken;
import org.afterimage.console.people.AuditLog;
import org.afterimage.console.people.Role;
import org.afterimage.console.people.Session;

/** Who asks for something over REST. Filled by {@link ApiAccess}; nobody where a page of the console has something done. */
@RequestScoped
public class Caller {
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

    void asks(String fromAddress) {
        this.address = fromAddress;
    }

    void isSignedIn(Session session) {
        isCalled(session.account().name(), session.account().role());
        this.person = true;
    }

    void has(ApiToken token) {
        isCalled("token:" + token.name(), token.role());
    }

    /** Of the machine's own command line, run by that user of the machine where it says so. */
    void isLocal(String user) {
        isCalled(
                user == null || user.isBlank() ? "local command line" : "local command line: " + user.strip(),
                Role.ADMINISTRATOR);
    }

    private void isCalled(String itsName, Role itsRole) {
        this.name = itsName;
        this.role = itsRole;
    }
}
