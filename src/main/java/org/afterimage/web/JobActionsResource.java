package org.afterimage.web;

import jakarta.transaction.Transactional;
import jakarta.ws.rs.ClientErrorException;
import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Response;
import org.afterimage.console.people.AuditLog;
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
    private final JobsResource jobs;
    private final AuditLog log;
    private final Caller caller;

    /** For the container. */
    public JobActionsResource(JobControl control, ResultCopies copies, JobsResource jobs, AuditLog log, Caller caller) {
        this.control = control;
        this.copies = copies;
        this.jobs = jobs;
        this.log = log;
        this.caller = caller;
    }

    /** Calls a job off; 409 when it is at its destination or has ended. */
    @POST
    @Operation(summary = "Calls a job off", description = "409 when it is at its destination or has ended.")
    @NeedsRight(value = Right.OPERATE, logsItself = true)
    @Path("cancel")
    @Transactional
    public JobView cancel(@PathParam("id") long id) {
        return changed("job.cancel", id, () -> control.cancel(id));
    }

    /** Takes up a job again that failed or was called off; 409 for any other. */
    @POST
    @Operation(summary = "Takes up a job again that failed or was called off", description = "409 for any other.")
    @NeedsRight(value = Right.OPERATE, logsItself = true)
    @Path("retry")
    @Transactional
    public JobView retry(@PathParam("id") long id) {
        return changed("job.retry", id, () -> control.retry(id));
    }

    /** Does the work of a job again with another model, {@code id} or {@code id@version}; answers the new job. */
    @POST
    @Operation(
            summary = "Does the work of a job again with another model, id or id@version",
            description = "Answers the new job.")
    @NeedsRight(value = Right.OPERATE, logsItself = true)
    @Path("reprocess")
    @Transactional
    public JobView reprocess(@PathParam("id") long id, @QueryParam("model") String model) {
        if (model == null || model.isBlank()) {
            throw new BadQueryException("model is missing: name a model package, id or id@version.");
        }
        JobView made = answer(() -> control.reprocess(id, model));
        log.add(
                caller.who(),
                new AuditLog.What("job.reprocess", "job " + id, "", "job " + made.id() + " with " + model));
        return made;
    }

    /** Sends what a job made to another remote, by its AE title; answers the new job, which does so. */
    @POST
    @Operation(
            summary = "Sends a job's results to another remote",
            description =
                    "As a job of its own; 404 when there is no such job or remote, 409 when the job has no results to send.")
    @Path("send")
    @NeedsRight(value = Right.OPERATE, logsItself = true)
    @Transactional
    public JobView send(@PathParam("id") long id, @QueryParam("destination") String destination) {
        if (destination == null || destination.isBlank()) {
            throw new BadQueryException("destination is missing: name the AE title of a remote.");
        }
        JobView made = answer(() -> copies.send(id, destination));
        log.add(
                caller.who(),
                new AuditLog.What("job.send", "job " + id, "", "job " + made.id() + " to " + destination));
        return made;
    }

    /** Something that is done to a job. */
    @FunctionalInterface
    private interface Action {
        JobEntity perform() throws JobControl.NoSuchJobException, JobControl.NotPossibleException;
    }

    /** In the transaction of the change: what can't be told is not done. */
    private JobView changed(String name, long id, Action action) {
        JobView before = jobs.get(id);
        JobView after = answer(action);
        log.add(
                caller.who(),
                new AuditLog.What(
                        name, "job " + id, before.state().name(), after.state().name()));
        return after;
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
