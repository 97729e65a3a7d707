package org.afterimage.web;

import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import org.afterimage.configuration.ActiveConfiguration;
import org.afterimage.configuration.ChangedMeanwhileException;
import org.afterimage.configuration.ConfigurationFiles;
import org.afterimage.configuration.ConfigurationVersion;
import org.afterimage.configuration.Origin;
import org.afterimage.configuration.VersionStore;
import org.afterimage.console.people.NeedsRight;
import org.afterimage.console.people.Right;
import org.afterimage.node.ConfigurationException;
import org.afterimage.node.SettingChanges.Change;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** The configuration: what is in force, what was, and how another comes into force. */
@Path("/api/configuration")
@Tag(name = "Configuration")
public class ConfigurationResource {
    private static final int LONGEST_NAME = 500;

    private final ActiveConfiguration active;
    private final VersionStore versions;
    private final ConfigurationChanges changes;
    private final Caller caller;

    /** For the container. */
    public ConfigurationResource(
            ActiveConfiguration active, VersionStore versions, ConfigurationChanges changes, Caller caller) {
        this.active = active;
        this.versions = versions;
        this.changes = changes;
        this.caller = caller;
    }

    /**
     * What is in force.
     *
     * @param version its number, time and person
     * @param refused why the files that are there now are not in force; null when they are
     * @param needsRestart what its node.yaml says and the node does not do before a restart
     * @param files its texts by file name
     */
    public record InForce(
            ConfigurationVersion version, String refused, List<Change> needsRestart, Map<String, String> files) {}

    /** A version with its texts by file name. */
    public record WithFiles(ConfigurationVersion version, Map<String, String> files) {}

    /**
     * The body of an import.
     *
     * @param person who wants it: who is signed in unless a program names somebody
     * @param origin CLI, or REST unless set
     * @param files the three texts by file name
     * @param basedOn number of the version of which they were made; where it is given, nothing is overwritten that came into force since
     * @param reason why, for the audit log
     */
    public record Import(String person, Origin origin, Map<String, String> files, Long basedOn, String reason) {}

    /**
     * The body of a way back.
     *
     * @param person who wants it
     * @param basedOn number of the version that who wants it saw in force; where it is given, nothing is overwritten that came into force since
     * @param reason why, for the audit log
     */
    public record Back(String person, Long basedOn, String reason) {}

    /** What is in force on this node. */
    @GET
    @Operation(summary = "What is in force on this node")
    @NeedsRight(Right.VIEW)
    public InForce inForce() {
        return new InForce(
                active.version(),
                active.refused().orElse(null),
                active.waitingForRestart(),
                active.files().texts());
    }

    /** What was in force on any node, newest first. */
    @GET
    @Operation(summary = "What was in force on any node, newest first")
    @NeedsRight(Right.VIEW)
    @Path("versions")
    public List<ConfigurationVersion> versions(
            @QueryParam("page") @DefaultValue("0") int page, @QueryParam("size") @DefaultValue("50") int size)
            throws SQLException {
        Page asked = new Page(page, size);
        return versions.list(asked.first(), asked.size());
    }

    /** One version, whole. */
    @GET
    @Operation(summary = "One version, whole")
    @NeedsRight(Right.VIEW)
    @Path("versions/{id}")
    public WithFiles version(@PathParam("id") long id) throws SQLException {
        VersionStore.Stored stored = stored(id);
        return new WithFiles(stored.version(), stored.files().texts());
    }

    /** The lines that were removed and added from one version to another. */
    @GET
    @Operation(summary = "The lines that were removed and added from one version to another")
    @NeedsRight(Right.VIEW)
    @Path("versions/{id}/difference")
    @Produces(MediaType.TEXT_PLAIN)
    public String difference(@PathParam("id") long id, @QueryParam("from") Long from) throws SQLException {
        VersionStore.Stored to = stored(id);
        return from == null ? to.version().difference() : stored(from).files().difference(to.files());
    }

    /** Says what would change in node.yaml; 400 with file, line and reason when the files can't come into force. */
    @POST
    @Operation(
            summary = "Says what would change in node.yaml",
            description = "400 with file, line and reason when the files can't come into force.")
    @NeedsRight(value = Right.VIEW, changesNothing = true)
    @Path("check")
    public List<Change> check(Import wanted) {
        try {
            return active.changes(files(wanted));
        } catch (ConfigurationException e) {
            throw new BadQueryException(e.getMessage());
        }
    }

    /**
     * Puts files into force, whole or not at all; 400 with file, line and reason when they can't be, 409 when another version came into force
     * than the one that they are based on.
     */
    @POST
    @Operation(
            summary = "Puts files into force, whole or not at all",
            description =
                    "400 with file, line and reason when they can't be, 409 when another version came into force than the one"
                            + " that they are based on.")
    @NeedsRight(value = Right.CONFIGURE, logsItself = true)
    public InForce take(Import wanted) throws SQLException {
        String person = person(caller.decides(wanted == null ? null : wanted.person()));
        Origin origin = wanted != null && wanted.origin() == Origin.CLI ? Origin.CLI : Origin.REST;
        ConfigurationFiles files = files(wanted);
        String reason = reason(wanted.reason(), wanted.person());
        return taken(
                new ConfigurationChanges.Wanted("configuration", files, wanted.basedOn(), 0, reason), origin, person);
    }

    /** Puts the files of an earlier version into force, as a new one; 400 and 409 as for {@link #take}. */
    @POST
    @Operation(
            summary = "Puts the files of an earlier version of this node into force, as a new one",
            description =
                    "What that changes: GET versions/{id}/difference?from= the version in force. 400 when they can't "
                            + "be, 409 when the version was another node's or another came into force than the one that it is "
                            + "based on.")
    @NeedsRight(value = Right.CONFIGURE, logsItself = true)
    @Path("versions/{id}/rollback")
    public InForce back(@PathParam("id") long id, Back wanted) throws SQLException {
        String person = person(caller.decides(wanted == null ? null : wanted.person()));
        VersionStore.Stored earlier = stored(id);
        if (!active.isOwn(earlier.version())) {
            throw new WebApplicationException(
                    "Version " + id + " was in force on node "
                            + earlier.version().node() + "; a node goes back to its own versions only.",
                    Response.Status.CONFLICT);
        }
        long now = wanted == null || wanted.basedOn() == null ? active.version().id() : wanted.basedOn();
        String reason = wanted == null ? "" : reason(wanted.reason(), wanted.person());
        return taken(
                new ConfigurationChanges.Wanted("configuration", earlier.files(), now, id, reason),
                Origin.REST,
                person);
    }

    private InForce taken(ConfigurationChanges.Wanted wanted, Origin origin, String person) throws SQLException {
        try {
            changes.take(wanted, origin, person);
            return inForce();
        } catch (ChangedMeanwhileException e) {
            throw new WebApplicationException(e.getMessage(), Response.Status.CONFLICT);
        } catch (ConfigurationException e) {
            throw new BadQueryException(e.getMessage());
        }
    }

    /** Why, and for whom a program says that it acts. */
    private String reason(String given, String person) {
        String why = given == null ? "" : given.strip();
        if (why.length() > LONGEST_NAME) {
            throw new BadQueryException("reason is longer than " + LONGEST_NAME + " characters.");
        }
        String behalf = caller.behalf(person);
        return why.isEmpty() || behalf.isEmpty() ? why + behalf : why + " (" + behalf + ")";
    }

    private static String person(String given) {
        String person = given == null ? "" : given.strip();
        if (person.isEmpty() || person.length() > LONGEST_NAME) {
            throw new BadQueryException(
                    "person must be given, as text of at most " + LONGEST_NAME + " characters: who changes it.");
        }
        return person;
    }

    private static ConfigurationFiles files(Import wanted) {
        if (wanted == null || wanted.files() == null) {
            throw new BadQueryException("files must be given: the texts of "
                    + String.join(", ", ConfigurationFiles.NAMES) + " by these names.");
        }
        return new ConfigurationFiles(wanted.files());
    }

    private VersionStore.Stored stored(long id) throws SQLException {
        return versions.find(id)
                .orElseThrow(() -> new NotFoundException("There is no version " + id + " of the configuration."));
    }
}
