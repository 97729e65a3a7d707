package org.afterimage.web;

import jakarta.transaction.Transactional;
import jakarta.ws.rs.ClientErrorException;
import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.Response;
import org.afterimage.console.people.NeedsRight;
import org.afterimage.console.people.Right;
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
    private final Caller caller;

    /** For the container. */
    public ReviewResource(HeldOutputs held, Caller caller) {
        this.held = held;
        this.caller = caller;
    }

    /**
     * The body of a decision.
     *
     * @param person who decides: who is signed in unless a program names somebody
     * @param reason why
     */
    public record Review(String person, String reason) {}

    /**
     * Sends a held output to its destination as it is, or records the first of two words where two people are needed: then the job is still
     * held. 409 when the job is not held, a file of it was changed, or the same person has released it already.
     */
    @POST
    @Operation(
            summary = "Sends a held output to its destination as it is",
            description = "409 when the job is not held, or a file of it was changed.")
    @NeedsRight(Right.REVIEW)
    @Path("release")
    @Transactional
    public JobView release(@PathParam("id") long id, Review review) {
        return decide(id, Decision.RELEASED, review);
    }

    /** Keeps a held output for good; 409 when the job is not held. */
    @POST
    @Operation(summary = "Keeps a held output for good", description = "409 when the job is not held.")
    @NeedsRight(Right.REVIEW)
    @Path("reject")
    @Transactional
    public JobView reject(@PathParam("id") long id, Review review) {
        return decide(id, Decision.REJECTED, review);
    }

    private JobView decide(long id, Decision decision, Review review) {
        if (review == null) {
            throw new BadQueryException("The body must be JSON with person and reason.");
        }
        String person = required("person", caller.decides(review.person()));
        String reason = required("reason", review.reason());
        try {
            return held.decide(id, decision, person, reason)
                    .map(JobView::of)
                    .orElseThrow(() -> new NotFoundException("There is no job " + id + "."));
        } catch (HeldOutputs.NotHeldException e) {
            throw new ClientErrorException(e.getMessage(), Response.Status.CONFLICT);
        }
    }

    private static String required(String name, String text) {
        if (text == null || text.isBlank() || text.length() > LONGEST) {
            throw new BadQueryException(
                    name + " must be given, as text of at most " + LONGEST + " characters: who decides, and why.");
        }
        return text.strip();
    }
}
