package org.afterimage.console;

import jakarta.enterprise.context.ApplicationScoped;
import org.afterimage.console.people.AuditLog;

/** Notes in the audit log who took a list of patients out of the node as a table. */
@ApplicationScoped
public class Exports {
    private final AuditLog log;
    private final Visitor visitor;

    /** For the container. */
    public Exports(AuditLog log, Visitor visitor) {
        this.log = log;
        this.visitor = visitor;
    }

    /**
     * That the visitor takes one.
     *
     * @param file as which it is taken
     * @param asked its filters, as words of an address
     */
    void taken(String file, String asked) {
        log.add(visitor.who(), new AuditLog.What("list.export", file, "", asked));
    }
}
