package org.afterimage.console;

import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.util.List;
import org.afterimage.web.ExplainResource;
import org.afterimage.work.Explanation;
import org.jboss.resteasy.reactive.RestForm;
import org.jboss.resteasy.reactive.multipart.FileUpload;

/** What the routes in force would make of a past study, or of a file; none of it is done. */
@Path("/dry-run")
@Needs
public class DryRunPage {
    private final Pages pages;
    private final ExplainResource explain;
    private final Actions actions;

    /** For the container. */
    public DryRunPage(Pages pages, ExplainResource explain, Actions actions) {
        this.pages = pages;
        this.explain = explain;
        this.actions = actions;
    }

    @CheckedTemplate(basePath = "console")
    static class Templates {
        private Templates() {}

        static native TemplateInstance dryRun(
                Frame frame, String study, String calling, List<Explanation> explanations, String problem);
    }

    /** The form, for a study where one is named. */
    @GET
    public Response form(@QueryParam("study") String study) {
        return shown(Filters.clean(study), "", List.of(), "");
    }

    /** What would become of it. */
    @POST
    @Consumes(MediaType.MULTIPART_FORM_DATA)
    public Response run(
            @RestForm("study") String study, @RestForm("calling") String calling, @RestForm("file") FileUpload file) {
        String uid = Filters.clean(study);
        String sender = Filters.clean(calling);
        try {
            if (!uid.isEmpty()) {
                return shown(uid, sender, explain.study(uid, null), "");
            }
            if (file == null || file.size() == 0) {
                return shown(uid, sender, List.of(), actions.words().dryRunNothing());
            }
            try (InputStream body = Files.newInputStream(file.uploadedFile())) {
                List<Explanation> found = explain.file(body, sender.isEmpty() ? null : sender, null, null, null);
                return shown(uid, sender, found, "");
            }
        } catch (WebApplicationException | IOException e) {
            return shown(uid, sender, List.of(), actions.words().notReadable(e.getMessage()));
        }
    }

    private Response shown(String study, String calling, List<Explanation> explanations, String problem) {
        return pages.show("configuration", frame -> Templates.dryRun(frame, study, calling, explanations, problem));
    }
}
