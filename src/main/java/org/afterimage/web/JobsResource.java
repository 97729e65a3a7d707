package org.afterimage.web;

import jakarta.persistence.EntityManager;
import jakarta.persistence.TypedQuery;
import jakarta.transaction.Transactional;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.QueryParam;
import java.util.List;
import java.util.Locale;
import org.afterimage.console.people.NeedsRight;
import org.afterimage.console.people.Right;
import org.afterimage.provenance.JobEntity;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** The jobs, newest first. */
@Path("/api/jobs")
@Tag(name = "Jobs")
public class JobsResource {
    private final EntityManager entities;

    /** For the container. */
    public JobsResource(EntityManager entities) {
        this.entities = entities;
    }

    /** One page of jobs, of one state or one study where asked for. */
    @GET
    @Operation(summary = "One page of jobs, of one state or one study where asked for")
    @NeedsRight(Right.VIEW)
    @Transactional
    public List<JobView> list(
            @QueryParam("state") String state,
            @QueryParam("study") String studyInstanceUid,
            @QueryParam("page") @DefaultValue("0") int page,
            @QueryParam("size") @DefaultValue("50") int size) {
        Page asked = new Page(page, size);
        String where = (state == null ? "" : " and j.state = :state")
                + (studyInstanceUid == null ? "" : " and j.series.study.studyInstanceUid = :study");
        TypedQuery<JobEntity> query =
                entities.createQuery("from JobEntity j where 1 = 1" + where + " order by j.id desc", JobEntity.class);
        if (state != null) {
            query.setParameter("state", state(state));
        }
        if (studyInstanceUid != null) {
            query.setParameter("study", studyInstanceUid);
        }
        return query.setFirstResult(asked.first())
                .setMaxResults(asked.size())
                .getResultStream()
                .map(JobView::of)
                .toList();
    }

    /** One job. */
    @GET
    @Operation(summary = "One job")
    @NeedsRight(Right.VIEW)
    @Path("{id}")
    @Transactional
    public JobView get(@PathParam("id") long id) {
        JobEntity job = entities.find(JobEntity.class, id);
        if (job == null) {
            throw new NotFoundException("There is no job " + id + ".");
        }
        return JobView.of(job);
    }

    private static JobEntity.State state(String text) {
        try {
            return JobEntity.State.valueOf(text.toUpperCase(Locale.ROOT));
        } catch (IllegalArgumentException e) {
            throw new BadQueryException(
                    "state is '" + text + "' and must be one of " + List.of(JobEntity.State.values()) + ".");
        }
    }
}
