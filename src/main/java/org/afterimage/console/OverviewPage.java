package org.afterimage.console;

import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Response;
import java.sql.SQLException;

/** One glance: what came, what waits, what failed and why, what is held, and whether everything around it is well. */
@Path("/")
@Needs
public class OverviewPage {
    private static final String ACTIVE = "overview";

    private final Pages pages;
    private final OverviewReader reader;

    /** For the container. */
    public OverviewPage(Pages pages, OverviewReader reader) {
        this.pages = pages;
        this.reader = reader;
    }

    @CheckedTemplate(basePath = "console")
    static class Templates {
        private Templates() {}

        static native TemplateInstance overview(Frame frame, Overview view);

        static native TemplateInstance overviewLive(Frame frame, Overview view);
    }

    /** The page. */
    @GET
    public Response page() throws SQLException {
        Overview view = reader.read();
        return pages.show(ACTIVE, frame -> Templates.overview(frame, view));
    }

    /** What of it is renewed every few seconds. */
    @GET
    @Path("overview/live")
    @Needs(renewsItself = true)
    public Response live() throws SQLException {
        Overview view = reader.read();
        return pages.show(ACTIVE, frame -> Templates.overviewLive(frame, view));
    }
}
