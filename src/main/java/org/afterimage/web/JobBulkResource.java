package org.afterimage.web;

import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import org.afterimage.console.people.NeedsRight;
import org.afterimage.console.people.Right;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** What a person does to several jobs at once. */
@Path("/api/jobs/bulk")
@Tag(name = "Jobs")
public class JobBulkResource {
    private static final int MOST = 500;

    private final BulkJobs bulk;

    /** For the container. */
    public JobBulkResource(BulkJobs bulk) {
        this.bulk = bulk;
    }

    /**
     * The body.
     *
     * @param action RETRY, CANCEL, REPROCESS or SEND
     * @param jobs their numbers, at most 500
     * @param model for REPROCESS: id or id@version
     * @param destination for SEND: AE title of a remote
     */
    public record Bulk(String action, List<Long> jobs, String model, String destination) {}

    /**
     * What came of it.
     *
     * @param done to how many jobs it was done
     * @param refused those to which it was not, and why
     */
    public record Outcome(int done, List<BulkJobs.Refused> refused) {}

    /** Retries, calls off, reprocesses or sends several jobs, each by itself. */
    @POST
    @Operation(
            summary = "Retries, calls off, reprocesses or sends several jobs, each by itself",
            description = "The answer says of which jobs that could not be done, and why; the others are done.")
    @NeedsRight(value = Right.OPERATE, logsItself = true)
    public Outcome perform(Bulk wanted) {
        if (wanted == null || wanted.jobs() == null || wanted.jobs().isEmpty()) {
            throw new BadQueryException("The body must be JSON with action and jobs, the numbers of jobs.");
        }
        List<Long> ids = List.copyOf(new LinkedHashSet<>(
                wanted.jobs().stream().filter(Objects::nonNull).toList()));
        if (ids.size() > MOST) {
            throw new BadQueryException("jobs names " + ids.size() + ", and must name at most " + MOST + ".");
        }
        BulkJobs.Action action = action(wanted.action());
        String with = action == BulkJobs.Action.SEND ? wanted.destination() : wanted.model();
        List<BulkJobs.Refused> refused =
                bulk.perform(action, ids, with, "Something failed that must not fail; the node's log says what.");
        return new Outcome(ids.size() - refused.size(), refused);
    }

    private static BulkJobs.Action action(String name) {
        return Arrays.stream(BulkJobs.Action.values())
                .filter(action -> action.name().equalsIgnoreCase(name))
                .findFirst()
                .orElseThrow(() -> new BadQueryException(
                        "action is '" + name + "' and must be one of " + List.of(BulkJobs.Action.values()) + "."));
    }
}
