package org.afterimage.console;

import jakarta.enterprise.context.RequestScoped;
import java.util.Locale;
import java.util.Optional;
import org.afterimage.console.people.AuditLog;
import org.afterimage.console.people.Session;
import org.afterimage.web.Caller;

/** Who asks for a page, and how it wants it drawn. Filled by {@link AccessFilter}. */
@RequestScoped
public class Visitor {
    private final Caller caller;
    private Session session;
    private String address = "";
    private String path = "";
    private Locale locale = Locale.ENGLISH;
    private String theme = "";
    private Notice notice;
    private String since = "";

    /**
     * For the container.
     *
     * @param caller who is told to the REST interface, whose actions the pages have done
     */
    public Visitor(Caller caller) {
        this.caller = caller;
    }

    /** Who is signed in. */
    public Optional<Session> session() {
        return Optional.ofNullable(session);
    }

    /** Its name. */
    public String name() {
        return session == null ? "" : session.account().name();
    }

    /** For the audit log. */
    public AuditLog.Who who() {
        return new AuditLog.Who(name(), address);
    }

    void enters(Session current) {
        this.session = current;
        caller.isSignedIn(current);
    }

    void leaves() {
        this.session = null;
    }

    void asks(String fromAddress, String forPath, Locale inLocale, String inTheme, Notice seen) {
        this.address = fromAddress;
        caller.asks(fromAddress);
        this.path = forPath;
        this.locale = inLocale;
        this.theme = inTheme;
        this.notice = seen;
    }

    /** Notes as of which change what it is answered will be: whatever is read after this is that new, or newer. */
    void sees(String position) {
        this.since = position;
    }

    String since() {
        return since;
    }

    String path() {
        return path;
    }

    /** English or German. */
    public Locale locale() {
        return locale;
    }

    String theme() {
        return theme;
    }

    Optional<Notice> notice() {
        return Optional.ofNullable(notice);
    }
}
