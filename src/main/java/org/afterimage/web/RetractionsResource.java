package org.afterimage.web;

import jakarta.persistence.EntityManager;
import jakarta.transaction.Transactional;
import jakarta.ws.rs.ClientErrorException;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Response;
import java.util.List;
import org.afterimage.console.people.AuditLog;
import org.afterimage.console.people.NeedsRight;
import org.afterimage.console.people.Right;
import org.afterimage.provenance.RetractionEntity;
import org.afterimage.retract.Retractions;
import org.afterimage.retract.Retractions.Meant;
import org.afterimage.retract.Selection;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** Outputs that a person withdraws, and what the destinations are told. */
@Path("/api/retractions")
@Tag(name = "Retractions")
public class RetractionsResource {
    private final EntityManager entities;
    private final Retractions retractions;
    private final AuditLog log;
    private final Caller caller;

    /** For the container. */
    public RetractionsResource(EntityManager entities, Retractions retractions, AuditLog log, Caller caller) {
        this.entities = entities;
        this.retractions = retractions;
        this.log = log;
        this.caller = caller;
    }

    /**
     * Withdraws outputs, or lists them where it is a dry run; 409 when nothing is left to withdraw, or too much for once. The rejection notes
     * are made within seconds after the answer.
     */
    @POST
    @Operation(
            summary = "Withdraws outputs, or lists them where it is a dry run",
            description = "409 when nothing is left to withdraw, or too much for once. The rejection notes are made "
                    + "within seconds after the answer.")
    @NeedsRight(value = Right.OPERATE, logsItself = true)
    @Transactional
    public RetractionView retract(RetractionRequest request) {
        if (request == null) {
            throw new BadQueryException(
                    "The body must be JSON with person, reason and one of model, route, from, to, series.");
        }
        Selection selection = request.selection();
        if (request.dryRun()) {
            Meant meant = retractions.list(selection);
            return RetractionView.dryRun(selection.words(), request.person(), request.reason(), meant);
        }
        String person = request.requiredPerson(caller);
        String reason = request.requiredReason();
        try {
            RetractionEntity retraction = retractions.retract(selection, person, reason);
            RetractionView view = RetractionView.of(
                    retraction, retractions.withdrawn(retraction.id()), retractions.unfinished(selection));
            String behalf = caller.behalf(request.person());
            log.add(
                    caller.who(),
                    new AuditLog.What(
                            "output.withdraw",
                            selection.words(),
                            view.series().size() + " series in use",
                            "retraction " + retraction.id() + ": "
                                    + view.series().size() + " series withdrawn",
                            behalf.isEmpty() ? reason : reason + " (" + behalf + ")"));
            return view;
        } catch (Retractions.NotPossibleException e) {
            throw new ClientErrorException(e.getMessage(), Response.Status.CONFLICT);
        }
    }

    /** One page of retractions, newest first, without their series. */
    @GET
    @Operation(summary = "One page of retractions, newest first, without their series")
    @NeedsRight(Right.VIEW)
    @Transactional
    public List<RetractionView> list(
            @QueryParam("page") @DefaultValue("0") int page, @QueryParam("size") @DefaultValue("50") int size) {
        Page asked = new Page(page, size);
        return entities.createQuery("from RetractionEntity order by id desc", RetractionEntity.class)
                .setFirstResult(asked.first())
                .setMaxResults(asked.size())
                .getResultStream()
                .map(retraction -> RetractionView.of(retraction, null, 0))
                .toList();
    }

    /** One retraction. */
    @GET
    @Operation(summary = "One retraction")
    @NeedsRight(Right.VIEW)
    @Path("{id}")
    @Transactional
    public RetractionView get(@PathParam("id") long id) {
        RetractionEntity retraction = entities.find(RetractionEntity.class, id);
        if (retraction == null) {
            throw new NotFoundException("There is no retraction " + id + ".");
        }
        return RetractionView.of(retraction, retractions.withdrawn(id), 0);
    }
}
