package org.afterimage.console;

import jakarta.enterprise.context.ApplicationScoped;
import org.afterimage.console.people.AuditLog;
import org.afterimage.web.Caller;

/** Notes in the audit log who took a list of patients out of the node as a table. */
@ApplicationScoped
public class Exports {
    private final AuditLog log;
    private final Caller caller;

    /** For the container. */
    public Exports(AuditLog log, Caller caller) {
        this.log = log;
        this.caller = caller;
    }

    /**
     * That whoever asks takes one.
     *
     * @param file as which it is taken
     * @param asked its filters, as words of an address
     */
    void taken(String file, String asked) {
        log.add(caller.who(), new AuditLog.What("list.export", file, "", asked));
    }
}
