package org.afterimage.console;

import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.sql.SQLException;
import java.util.List;
import org.afterimage.configuration.ConfigurationFiles;
import org.afterimage.configuration.Mistake;
import org.afterimage.console.people.Right;

/** A file of the configuration as a text, for all that has no form. */
@Path("/configuration/text")
@Needs(Right.CONFIGURE)
public class TextPage {
    private final Pages pages;
    private final ConfigurationForms forms;

    /** For the container. */
    public TextPage(Pages pages, ConfigurationForms forms) {
        this.pages = pages;
        this.forms = forms;
    }

    @CheckedTemplate(basePath = "console")
    static class Templates {
        private Templates() {}

        static native TemplateInstance text(
                Frame frame, FormFields form, String text, List<Mistake> mistakes, String readOnly);
    }

    /** The text of a file. */
    @GET
    public Response form(@QueryParam("file") @DefaultValue("node.yaml") String file) throws SQLException {
        FormFields form = forms.begun();
        String text = forms.files(form).texts().get(file);
        if (text == null) {
            return pages.problem(Response.Status.NOT_FOUND, String.join(", ", ConfigurationFiles.NAMES));
        }
        return shown(form.fill("file", file).fill("text", text), List.of());
    }

    /** What another text would change. */
    @POST
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    public Response propose() throws SQLException {
        FormFields form = FormFields.sent();
        String file = form.text("file");
        String before = forms.files(form).texts().getOrDefault(file, "");
        // A browser sends the ends of all lines as CRLF.
        String lines = String.join("", form.all("text")).replace("\r\n", "\n");
        String text = before.contains("\r\n") ? lines.replace("\n", "\r\n") : lines;
        return forms.proposed(form, files -> files.with(file, text), this::shown);
    }

    private Response shown(FormFields form, List<Mistake> mistakes) {
        String text = String.join("", form.all("text"));
        String readOnly = forms.readOnly();
        return pages.show("configuration", frame -> Templates.text(frame, form, text, mistakes, readOnly));
    }
}
