package org.afterimage.web;

import jakarta.transaction.Transactional;
import jakarta.ws.rs.ClientErrorException;
import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.Response;
import org.afterimage.console.people.AuditLog;
import org.afterimage.console.people.NeedsRight;
import org.afterimage.console.people.Right;
import org.afterimage.provenance.JobEntity.State;
import org.afterimage.provenance.ReviewEntity.Decision;
import org.afterimage.work.HeldOutputs;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** What a person decides on an output that a gate held back. */
@Path("/api/jobs/{id}")
@Tag(name = "Held outputs")
public class ReviewResource {
    private static final int LONGEST = 500;

    private final HeldOutputs held;
    private final AuditLog log;
    private final Caller caller;

    /** For the container. */
    public ReviewResource(HeldOutputs held, AuditLog log, Caller caller) {
        this.held = held;
        this.log = log;
        this.caller = caller;
    }

    /**
     * The body of a decision.
     *
     * @param person who decides: who is signed in; a program may name for whom it acts, which is recorded as that
     * @param reason why
     */
    public record Review(String person, String reason) {}

    /**
     * Sends a held output to its destination as it is, or records the first of two words where two people are needed: then the job is still
     * held. 409 when the job is not held, a file of it was changed, the same person has released it already, or two people are needed and who
     * asks is a program.
     */
    @POST
    @Operation(
            summary = "Sends a held output to its destination as it is",
            description =
                    "Where two people must release it, the first one's word leaves it HELD, and only people who are "
                            + "signed in count: a program's word is refused, whomever it names. 409 when the job is not held, "
                            + "a file of it was changed, or this person has released it already.")
    @NeedsRight(value = Right.REVIEW, logsItself = true)
    @Path("release")
    @Transactional
    public JobView release(@PathParam("id") long id, Review review) {
        return decide(id, Decision.RELEASED, review);
    }

    /** Keeps a held output for good; 409 when the job is not held. */
    @POST
    @Operation(summary = "Keeps a held output for good", description = "409 when the job is not held.")
    @NeedsRight(value = Right.REVIEW, logsItself = true)
    @Path("reject")
    @Transactional
    public JobView reject(@PathParam("id") long id, Review review) {
        return decide(id, Decision.REJECTED, review);
    }

    private JobView decide(long id, Decision decision, Review review) {
        if (review == null) {
            throw new BadQueryException("The body must be JSON with person and reason.");
        }
        HeldOutputs.Reviewer reviewer =
                new HeldOutputs.Reviewer(required("person", caller.reviews(review.person())), caller.isPerson());
        String reason = required("reason", review.reason());
        try {
            JobView decided = held.decide(id, decision, reviewer, reason)
                    .map(JobView::of)
                    .orElseThrow(() -> new NotFoundException("There is no job " + id + "."));
            log.add(caller.who(), entry(decided, decision, reason, caller.behalf(review.person())));
            return decided;
        } catch (HeldOutputs.NotHeldException e) {
            throw new ClientErrorException(e.getMessage(), Response.Status.CONFLICT);
        }
    }

    private static AuditLog.What entry(JobView decided, Decision decision, String reason, String behalf) {
        boolean isReleased = decision == Decision.RELEASED;
        String after = decided.state() == State.HELD
                ? "HELD, released by one of two"
                : decided.state().name();
        return new AuditLog.What(
                isReleased ? "output.release" : "output.reject",
                "job " + decided.id(),
                State.HELD.name(),
                after,
                behalf.isEmpty() ? reason : reason + " (" + behalf + ")");
    }

    private static String required(String name, String text) {
        if (text == null || text.isBlank() || text.length() > LONGEST) {
            throw new BadQueryException(
                    name + " must be given, as text of at most " + LONGEST + " characters: who decides, and why.");
        }
        return text.strip();
    }
}
