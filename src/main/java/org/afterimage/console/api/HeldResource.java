package org.afterimage.console.api;

import jakarta.ws.rs.BadRequestException;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.QueryParam;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.afterimage.console.Decision;
import org.afterimage.console.HeldList;
import org.afterimage.console.HeldOutput;
import org.afterimage.console.HeldView;
import org.afterimage.console.people.NeedsRight;
import org.afterimage.console.people.Right;
import org.afterimage.web.Caller;
import org.afterimage.web.JobView;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** The queue of outputs that a gate held back. */
@Path("/api/held")
@Tag(name = "Held outputs")
public class HeldResource {
    private static final int MOST = 50;

    private final HeldList list;
    private final Caller caller;

    /** For the container. */
    public HeldResource(HeldList list, Caller caller) {
        this.list = list;
        this.caller = caller;
    }

    /**
     * A held output.
     *
     * @param output the job, whose it is, and why it is held
     * @param stops the gates that stopped it, with the place where each spoke
     * @param twoPeople whether two people must release it
     * @param first the first one's word; null before
     * @param own whether who asks gave that word
     */
    public record Held(
            HeldOutput output, List<JobView.Gate> stops, boolean twoPeople, JobView.Word first, boolean own) {
        static Held of(HeldView view) {
            Decision decision = view.decision();
            return new Held(view.output(), view.shown(), decision.two(), decision.first(), decision.own());
        }
    }

    /** Those first that have waited longest; the next page begins after the last job's number. */
    @GET
    @Operation(
            summary = "Held outputs, those first that have waited longest",
            description = "The next page begins after the last job's number. Decide by POST /api/jobs/{id}/release or"
                    + " reject.")
    @NeedsRight(Right.VIEW)
    public List<Held> list(
            @QueryParam("after") @DefaultValue("0") long after, @QueryParam("size") @DefaultValue("20") int size)
            throws SQLException {
        if (size < 1 || size > MOST) {
            throw new BadRequestException("size is " + size + " and must be from 1 to " + MOST + ".");
        }
        List<Held> held = new ArrayList<>();
        for (HeldOutput output : list.after(Places.from(after), size)) {
            held.add(Held.of(list.view(output, caller.who().person())));
        }
        return held;
    }
}
