package org.afterimage.console;

import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Response;
import java.sql.SQLException;
import java.util.List;
import org.afterimage.console.people.AuditEntry;
import org.afterimage.console.people.AuditLog;
import org.afterimage.console.people.Right;

/** What people changed: name, time, before and after. */
@Path("/audit")
@Needs(Right.ADMINISTER)
public class AuditPage {
    private static final int PAGE = 50;

    private final Pages pages;
    private final AuditLog log;

    /** For the container. */
    public AuditPage(Pages pages, AuditLog log) {
        this.pages = pages;
        this.log = log;
    }

    @CheckedTemplate(basePath = "console")
    static class Templates {
        private Templates() {}

        static native TemplateInstance audit(
                Frame frame, String person, boolean further, List<AuditEntry> entries, long next);
    }

    /** A page of it, newest first. */
    @GET
    public Response page(@QueryParam("person") String person, @QueryParam("before") @DefaultValue("0") long before)
            throws SQLException {
        String whose = Filters.clean(person);
        List<AuditEntry> found = log.list(whose, before, PAGE + 1);
        List<AuditEntry> shown = found.subList(0, Math.min(PAGE, found.size()));
        long next = found.size() > PAGE ? shown.get(PAGE - 1).id() : 0;
        return pages.show("audit", frame -> Templates.audit(frame, whose, before > 0, shown, next));
    }
}
