package org.afterimage.console;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Response;
import java.sql.SQLException;

/** A study's source and derived series side by side. The page's script asks for the pictures itself. */
@Path("/studies/{uid}/compare")
@Needs
public class ComparePage {
    private final Pages pages;
    private final Visitor visitor;
    private final StudyReader studies;
    private final ObjectMapper json;

    /** For the container. */
    public ComparePage(Pages pages, Visitor visitor, StudyReader studies, ObjectMapper json) {
        this.pages = pages;
        this.visitor = visitor;
        this.studies = studies;
        this.json = json;
    }

    @CheckedTemplate(basePath = "console")
    static class Templates {
        private Templates() {}

        static native TemplateInstance compare(Frame frame, StudyHead study, Chosen chosen, String words);
    }

    /**
     * What is shown first; where nothing is named, the study's first derived series and what it was made from.
     *
     * @param source Series Instance UID
     * @param derived Series Instance UID
     * @param job whose series is shown, at the slice where a gate held it
     */
    record Chosen(String source, String derived, String job) {}

    /** The page. */
    @GET
    public Response show(
            @PathParam("uid") String uid,
            @QueryParam("source") String source,
            @QueryParam("derived") String derived,
            @QueryParam("job") Long job)
            throws SQLException {
        try {
            StudyHead study = studies.head(uid).orElseThrow(NotFoundException::new);
            Chosen chosen = new Chosen(text(source), text(derived), job == null ? "" : job.toString());
            String words = words();
            return pages.show("studies", frame -> Templates.compare(frame, study, chosen, words));
        } catch (NotFoundException e) {
            return pages.problem(
                    Response.Status.NOT_FOUND, Words.in(visitor.locale()).noSuchStudy());
        }
    }

    private static String text(String text) {
        return text == null ? "" : text;
    }

    /** The words that the script writes, as JSON that can stand in a page. */
    private String words() {
        try {
            String words = json.writeValueAsString(CompareWords.in(visitor.locale()));
            return words.replace("<", "\\u003c");
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e); // a map of texts
        }
    }
}
