package org.afterimage.console.api;

import jakarta.ws.rs.BadRequestException;
import jakarta.ws.rs.ClientErrorException;
import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.sql.SQLException;
import java.time.ZonedDateTime;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.afterimage.configuration.ActiveConfiguration;
import org.afterimage.configuration.ChangedMeanwhileException;
import org.afterimage.configuration.ConfigurationFiles;
import org.afterimage.configuration.ConfigurationVersion;
import org.afterimage.configuration.Mistake;
import org.afterimage.configuration.Origin;
import org.afterimage.console.ConfigurationEdits;
import org.afterimage.console.Proposals;
import org.afterimage.console.people.NeedsRight;
import org.afterimage.console.people.Right;
import org.afterimage.node.ConfigurationException;
import org.afterimage.node.SettingChanges;
import org.afterimage.work.Explanation;
import org.afterimage.work.StoredStudies;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** Edits of the configuration, field by field: first their difference, then, if nobody else was faster, in force. */
@Path("/api/configuration/edits")
@Tag(name = "Configuration")
public class ConfigurationEditsResource {
    private static final int MOST = 100;
    private static final int LONGEST_REASON = 500;

    private final Proposals proposals;
    private final ConfigurationEdits edits;
    private final ActiveConfiguration active;
    private final StoredStudies studies;

    /** For the container. */
    public ConfigurationEditsResource(
            Proposals proposals, ConfigurationEdits edits, ActiveConfiguration active, StoredStudies studies) {
        this.proposals = proposals;
        this.edits = edits;
        this.active = active;
        this.studies = studies;
    }

    /**
     * The body.
     *
     * @param basedOn number of the version that who edits saw in force, from GET /api/configuration
     * @param files whole texts by file name that take the place of those of that version; none unless given
     * @param edits made after that, in this order; at most 100
     * @param reason why, for the audit log
     * @param dryRun whether to say what it would change, and to save nothing
     */
    public record Edits(
            Long basedOn,
            Map<String, String> files,
            List<ConfigurationEdits.Edit> edits,
            String reason,
            boolean dryRun) {}

    /**
     * What the edits change.
     *
     * @param version that is in force since; of a dry run, that is in force
     * @param saved whether the edits are in force
     * @param difference the lines that are removed and added
     * @param mistakes why they can't come into force: a dry run alone has some
     * @param changes of node.yaml; live is false where one waits for a restart
     * @param outdated whether another version came into force than the one that they are based on
     */
    public record Edited(
            ConfigurationVersion version,
            boolean saved,
            String difference,
            List<Mistake> mistakes,
            List<SettingChanges.Change> changes,
            boolean outdated) {}

    /** Says what edits would change, or puts them into force, whole or not at all. */
    @POST
    @Operation(
            summary = "Says what edits of the configuration would change, or puts them into force, whole or not at all",
            description =
                    "Comments and order of the files stay. 400 with file, line and reason when they can't be in force,"
                            + " 409 when another version came into force than the one that they are based on.")
    @NeedsRight(value = Right.CONFIGURE, logsItself = true)
    public Edited edit(Edits wanted) throws SQLException {
        try {
            return edited(proposal(wanted), reason(wanted.reason()), wanted.dryRun());
        } catch (ChangedMeanwhileException e) {
            throw new ClientErrorException(e.getMessage(), Response.Status.CONFLICT);
        } catch (ConfigurationException e) {
            throw new BadRequestException(e.getMessage());
        }
    }

    /** What the routes of edits would make of a study that was received; nothing of it is done or saved. */
    @POST
    @Operation(
            summary = "What the routes of edits would make of a study that was received",
            description = "Nothing of it is done or saved. Of the routes in force, and of a file, GET and POST"
                    + " /api/explain say it.")
    @NeedsRight(value = Right.CONFIGURE, changesNothing = true)
    @Path("try")
    public List<Explanation> tryOut(@QueryParam("study") String studyInstanceUid, Edits wanted) throws SQLException {
        if (studyInstanceUid == null || studyInstanceUid.isBlank()) {
            throw new BadRequestException("study is missing: name a Study Instance UID.");
        }
        try {
            return studies.explain(
                            studyInstanceUid,
                            ZonedDateTime.now(java.time.ZoneId.systemDefault()),
                            active.routes(proposal(wanted).after()))
                    .orElseThrow(
                            () -> new NotFoundException("This node never received study " + studyInstanceUid + "."));
        } catch (ConfigurationException e) {
            throw new BadRequestException(e.getMessage());
        } catch (IOException e) {
            throw new NotFoundException("The study's files can't be read: " + e.getMessage(), e);
        }
    }

    private Proposals.Proposal proposal(Edits wanted) throws SQLException {
        if (wanted == null || wanted.basedOn() == null) {
            throw new BadRequestException(
                    "basedOn is missing: the number of the version in force, as GET /api/configuration says it.");
        }
        List<ConfigurationEdits.Edit> asked = Objects.requireNonNullElse(wanted.edits(), List.of());
        if (asked.size() > MOST) {
            throw new BadRequestException("edits are " + asked.size() + ", and must be at most " + MOST + ".");
        }
        ConfigurationFiles before = proposals.files(wanted.basedOn());
        ConfigurationFiles after = before;
        for (Map.Entry<String, String> file : Objects.requireNonNullElse(wanted.files(), Map.<String, String>of())
                .entrySet()) {
            if (file.getValue() == null) {
                throw new BadRequestException("files has no text for " + file.getKey() + ".");
            }
            after = after.with(file.getKey(), file.getValue());
        }
        return new Proposals.Proposal(wanted.basedOn(), before, edits.of(after, asked), 0);
    }

    private Edited edited(Proposals.Proposal proposal, String reason, boolean dryRun) throws SQLException {
        String difference = proposal.before().difference(proposal.after());
        Proposals.Review review = proposals.review(proposal);
        if (dryRun) {
            return new Edited(
                    review.now(), false, difference, review.mistakes(), review.changes(), review.isOutdated());
        }
        if (review.isOutdated()) {
            throw new ChangedMeanwhileException("Version " + review.now().id() + " is in force, by "
                    + review.now().person() + "; the edits are based on version " + proposal.base()
                    + " and are not saved.");
        }
        if (!review.mistakes().isEmpty()) {
            throw new ConfigurationException(
                    review.mistakes().stream().map(Mistake::sentence).collect(Collectors.joining("\n")));
        }
        ConfigurationVersion saved = proposals.save(proposal, reason, Origin.REST);
        return new Edited(saved, true, difference, List.of(), review.changes(), false);
    }

    private static String reason(String given) {
        String why = given == null ? "" : given.strip();
        if (why.length() > LONGEST_REASON) {
            throw new BadRequestException("reason is longer than " + LONGEST_REASON + " characters.");
        }
        return why;
    }
}
