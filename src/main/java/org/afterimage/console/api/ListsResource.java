package org.afterimage.console.api;

import jakarta.ws.rs.BadRequestException;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.sql.SQLException;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.List;
import org.afterimage.console.JobList;
import org.afterimage.console.JobQuery;
import org.afterimage.console.JobRow;
import org.afterimage.console.ListTables;
import org.afterimage.console.StudyList;
import org.afterimage.console.StudyQuery;
import org.afterimage.console.StudyRow;
import org.afterimage.console.people.NeedsRight;
import org.afterimage.console.people.Right;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** The lists of the console, with its filters, as JSON and as tables for other programs. */
@Path("/api/lists")
@Tag(name = "Lists")
public class ListsResource {
    private static final String CSV = "text/csv";

    private final JobList jobs;
    private final StudyList studies;
    private final ListTables tables;

    /** For the container. */
    public ListsResource(JobList jobs, StudyList studies, ListTables tables) {
        this.jobs = jobs;
        this.studies = studies;
        this.tables = tables;
    }

    /**
     * A page of jobs.
     *
     * @param jobs newest first
     * @param next what the next page has as after; null where this is the last
     */
    public record Jobs(List<JobRow> jobs, String next) {}

    /**
     * A page of studies.
     *
     * @param studies newest first
     * @param next what the next page has as after; null where this is the last
     */
    public record Studies(List<StudyRow> studies, String next) {}

    /** Jobs by state, route, model, destination, reason and day, newest first. */
    @GET
    @Operation(
            summary = "Jobs by state, route, model, destination, reason and day, newest first",
            description =
                    "state may be OPEN for what has not ended, or DELIVERED. from and until are days. The next page has"
                            + " next of this one as after.")
    @NeedsRight(Right.VIEW)
    @Path("jobs")
    @Produces(MediaType.APPLICATION_JSON)
    public Jobs jobs(@BeanParam JobQuery asked, @QueryParam("size") @DefaultValue("50") int size) throws SQLException {
        requireDays(asked.from(), asked.until(), asked.endedFrom(), asked.endedUntil());
        List<JobRow> found = jobs.read(asked, Places.size(size) + 1);
        boolean further = found.size() > size;
        return new Jobs(
                found.subList(0, Math.min(size, found.size())),
                further ? Long.toString(found.get(size - 1).id()) : null);
    }

    /** The same as a table. */
    @GET
    @Operation(summary = "The jobs of a list as a table")
    @APIResponse(
            responseCode = "200",
            description = "RFC 4180, with a head",
            content = @Content(mediaType = CSV, schema = @Schema(type = SchemaType.STRING)))
    @NeedsRight(Right.VIEW)
    @Path("jobs.csv")
    @Produces(CSV)
    public Response jobsTable(@BeanParam JobQuery asked) {
        requireDays(asked.from(), asked.until(), asked.endedFrom(), asked.endedUntil());
        return tables.jobs(asked);
    }

    /** Studies by patient, accession number, day, and state and route of a job, newest first. */
    @GET
    @Operation(
            summary = "Studies by patient, accession number, day, and state and route of a job, newest first",
            description =
                    "patient is the beginning of an ID or a name. from and until are days of reception. The next page"
                            + " has next of this one as after.")
    @NeedsRight(Right.VIEW)
    @Path("studies")
    @Produces(MediaType.APPLICATION_JSON)
    public Studies studies(@BeanParam StudyQuery asked, @QueryParam("size") @DefaultValue("50") int size)
            throws SQLException {
        requireDays(asked.from(), asked.until());
        List<StudyRow> found = studies.read(asked, Places.size(size) + 1);
        boolean further = found.size() > size;
        return new Studies(
                found.subList(0, Math.min(size, found.size())),
                further ? StudyQuery.placeOf(found.get(size - 1)) : null);
    }

    /** The same as a table. */
    @GET
    @Operation(summary = "The studies of a list as a table")
    @APIResponse(
            responseCode = "200",
            description = "RFC 4180, with a head",
            content = @Content(mediaType = CSV, schema = @Schema(type = SchemaType.STRING)))
    @NeedsRight(Right.VIEW)
    @Path("studies.csv")
    @Produces(CSV)
    public Response studiesTable(@BeanParam StudyQuery asked) {
        requireDays(asked.from(), asked.until());
        return tables.studies(asked);
    }

    /** A list of the console shows all where a day can't be read; a program is told. */
    private static void requireDays(String... days) {
        for (String day : days) {
            try {
                if (!day.isEmpty()) {
                    LocalDate.parse(day);
                }
            } catch (DateTimeException e) {
                throw new BadRequestException(
                        "from and until must be days such as 2026-01-31, and one is '" + day + "'.");
            }
        }
    }
}
