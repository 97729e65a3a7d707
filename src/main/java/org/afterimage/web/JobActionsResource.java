package org.afterimage.web;

import jakarta.transaction.Transactional;
import jakarta.ws.rs.ClientErrorException;
import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Response;
import org.afterimage.console.people.NeedsRight;
import org.afterimage.console.people.Right;
import org.afterimage.provenance.JobEntity;
import org.afterimage.work.JobControl;
import org.afterimage.work.ResultCopies;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** What a person may do to a job. */
@Path("/api/jobs/{id}")
@Tag(name = "Jobs")
public class JobActionsResource {
    private final JobControl control;
    private final ResultCopies copies;

    /** For the container. */
    public JobActionsResource(JobControl control, ResultCopies copies) {
        this.control = control;
        this.copies = copies;
    }

    /** Calls a job off; 409 when it is at its destination or has ended. */
    @POST
    @Operation(summary = "Calls a job off", description = "409 when it is at its destination or has ended.")
    @NeedsRight(Right.OPERATE)
    @Path("cancel")
    @Transactional
    public JobView cancel(@PathParam("id") long id) {
        return answer(() -> control.cancel(id));
    }

    /** Takes up a job again that failed or was called off; 409 for any other. */
    @POST
    @Operation(summary = "Takes up a job again that failed or was called off", description = "409 for any other.")
    @NeedsRight(Right.OPERATE)
    @Path("retry")
    @Transactional
    public JobView retry(@PathParam("id") long id) {
        return answer(() -> control.retry(id));
    }

    /** Does the work of a job again with another model, {@code id} or {@code id@version}; answers the new job. */
    @POST
    @Operation(
            summary = "Does the work of a job again with another model, id or id@version",
            description = "Answers the new job.")
    @NeedsRight(Right.OPERATE)
    @Path("reprocess")
    @Transactional
    public JobView reprocess(@PathParam("id") long id, @QueryParam("model") String model) {
        if (model == null || model.isBlank()) {
            throw new BadQueryException("model is missing: name a model package, id or id@version.");
        }
        return answer(() -> control.reprocess(id, model));
    }

    /** Sends what a job made to another remote, by its AE title; answers the new job, which does so. */
    @POST
    @Operation(
            summary = "Sends a job's results to another remote",
            description =
                    "As a job of its own; 404 when there is no such job or remote, 409 when the job has no results to send.")
    @Path("send")
    @NeedsRight(Right.OPERATE)
    @Transactional
    public JobView send(@PathParam("id") long id, @QueryParam("destination") String destination) {
        if (destination == null || destination.isBlank()) {
            throw new BadQueryException("destination is missing: name the AE title of a remote.");
        }
        return answer(() -> copies.send(id, destination));
    }

    /** Something that is done to a job. */
    @FunctionalInterface
    private interface Action {
        JobEntity perform() throws JobControl.NoSuchJobException, JobControl.NotPossibleException;
    }

    private static JobView answer(Action action) {
        try {
            return JobView.of(action.perform());
        } catch (JobControl.NoSuchJobException e) {
            throw new NotFoundException(e.getMessage());
        } catch (JobControl.NotPossibleException e) {
            throw new ClientErrorException(e.getMessage(), Response.Status.CONFLICT);
        }
    }
}
