package org.afterimage.console;

import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.FormParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.sql.SQLException;
import java.time.ZonedDateTime;
import java.util.List;
import java.util.Optional;
import org.afterimage.configuration.ActiveConfiguration;
import org.afterimage.configuration.ConfigurationEdit;
import org.afterimage.configuration.ConfigurationFiles;
import org.afterimage.configuration.ConfigurationVersion;
import org.afterimage.configuration.VersionStore;
import org.afterimage.console.people.Right;
import org.afterimage.node.ConfigurationException;
import org.afterimage.route.RouteTable;
import org.afterimage.route.Sender;
import org.afterimage.work.Explanation;
import org.afterimage.work.StoredStudies;
import org.jboss.resteasy.reactive.RestForm;
import org.jboss.resteasy.reactive.multipart.FileUpload;

/** What a change would do, before it is saved: its difference, what waits for a restart, what its routes would make of a study. */
@Path("/configuration/change")
@Needs(Right.CONFIGURE)
public class ChangePages {
    private static final String ACTIVE = "configuration";
    private static final String PATH = "/configuration";
    private static final int LONGEST_REASON = 500;

    private final Pages pages;
    private final Proposals proposals;
    private final ActiveConfiguration configuration;
    private final VersionStore versions;
    private final StoredStudies studies;
    private final Actions actions;
    private final EditWords words;
    private final Choices choices;

    /** For the container. */
    public ChangePages(
            Pages pages,
            Proposals proposals,
            ActiveConfiguration configuration,
            VersionStore versions,
            StoredStudies studies,
            Actions actions,
            EditWords words,
            Choices choices) {
        this.pages = pages;
        this.proposals = proposals;
        this.configuration = configuration;
        this.versions = versions;
        this.studies = studies;
        this.actions = actions;
        this.words = words;
        this.choices = choices;
    }

    /** What was tried of a change: the study or the sender that was named, and what came of it. */
    public record Trial(String study, String calling, List<Explanation> explanations) {
        static final Trial NONE = new Trial("", "", List.of());
    }

    @CheckedTemplate(basePath = "console")
    static class Templates {
        private Templates() {}

        static native TemplateInstance change(
                Frame frame, Proposals.Review review, Trial trial, String problem, String readOnly);
    }

    /** A proposal, looked at. */
    Response shown(Proposals.Review review) {
        return shown(review, Trial.NONE, "");
    }

    private Response shown(Proposals.Review review, Trial trial, String problem) {
        String readOnly = proposals.readOnly().orElse("");
        return pages.show(ACTIVE, frame -> Templates.change(frame, review, trial, problem, readOnly));
    }

    /** Puts it into force, unless something else came into force meanwhile. */
    @POST
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    public Response save(
            @FormParam("base") long base,
            @FormParam("packed") @DefaultValue("") String packed,
            @FormParam("backTo") @DefaultValue("0") long backTo,
            @FormParam("reason") @DefaultValue("") String reason)
            throws SQLException {
        Proposals.Proposal proposal;
        try {
            proposal = proposals.unpacked(base, packed, backTo);
        } catch (ConfigurationException e) {
            return pages.problem(Response.Status.BAD_REQUEST, e.getMessage());
        }
        try {
            String why = reason.strip();
            ConfigurationVersion saved =
                    proposals.save(proposal, why.length() > LONGEST_REASON ? why.substring(0, LONGEST_REASON) : why);
            return pages.back(PATH, new Notice(true, words.now().saved(saved.id())));
        } catch (ConfigurationException e) {
            return shown(proposals.review(proposal), Trial.NONE, e.getMessage());
        }
    }

    /** What the routes of a proposal would make of a past study or of a file; nothing of it is done or saved. */
    @POST
    @Path("try")
    @Consumes(MediaType.MULTIPART_FORM_DATA)
    public Response tryOut(
            @RestForm("base") long base,
            @RestForm("packed") String packed,
            @RestForm("backTo") long backTo,
            @RestForm("study") String study,
            @RestForm("calling") String calling,
            @RestForm("file") FileUpload file)
            throws SQLException {
        String uid = Filters.clean(study);
        String sender = Filters.clean(calling);
        try {
            Proposals.Proposal proposal = proposals.unpacked(base, packed == null ? "" : packed, backTo);
            Proposals.Review review = proposals.review(proposal);
            try {
                List<Explanation> found = tried(proposal.after(), uid, sender, file);
                return shown(review, new Trial(uid, sender, found), "");
            } catch (IOException e) {
                return shown(review, new Trial(uid, sender, List.of()), e.getMessage());
            }
        } catch (ConfigurationException e) {
            return pages.problem(Response.Status.BAD_REQUEST, e.getMessage());
        }
    }

    private List<Explanation> tried(ConfigurationFiles files, String uid, String sender, FileUpload file)
            throws IOException {
        RouteTable table = configuration.routes(files);
        ZonedDateTime now = ZonedDateTime.now();
        if (!uid.isEmpty()) {
            return studies.explain(uid, now, table)
                    .orElseThrow(() -> new IOException(words.now().noSuchStudy(uid)));
        }
        if (file == null || file.size() == 0) {
            throw new IOException(actions.words().dryRunNothing());
        }
        Optional<String> calling = Optional.of(sender).filter(title -> !title.isEmpty());
        try {
            return studies.explain(
                    file.uploadedFile(), new Sender(calling, Optional.empty(), Optional.empty()), now, table);
        } catch (IOException e) {
            throw new IOException(actions.words().notReadable(e.getMessage()), e);
        }
    }

    /** What going back to a version would change; it is saved as a new one. */
    @GET
    @Path("back")
    public Response back(@QueryParam("to") long to) throws SQLException {
        if (versions.find(to).isEmpty()) {
            return pages.problem(Response.Status.NOT_FOUND, words.now().noSuchVersion(to));
        }
        try {
            return shown(proposals.review(proposals.back(to)));
        } catch (ConfigurationException e) {
            return pages.problem(Response.Status.CONFLICT, e.getMessage());
        }
    }

    /** Switches a model off, on, into shadow mode or out of it. */
    @POST
    @Path("model")
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    public Response model(
            @FormParam("model") @DefaultValue("") String model,
            @FormParam("off") @DefaultValue("") String off,
            @FormParam("shadow") @DefaultValue("") String shadow) {
        if (model.isBlank()) {
            return pages.problem(Response.Status.BAD_REQUEST, "model");
        }
        try {
            long base =
                    proposals.now().id(); // before the files: one that comes between is then found when this is saved
            ConfigurationFiles before = configuration.files();
            ConfigurationFiles after = ConfigurationEdit.switchModel(
                    before, model, "yes".equals(off), "yes".equals(shadow), choices.packages());
            return shown(proposals.review(new Proposals.Proposal(base, before, after, 0)));
        } catch (ConfigurationException e) {
            return pages.problem(Response.Status.BAD_REQUEST, e.getMessage());
        }
    }
}
