package org.afterimage.web;

import jakarta.persistence.EntityManager;
import jakarta.transaction.Transactional;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.QueryParam;
import java.util.List;
import org.afterimage.console.people.NeedsRight;
import org.afterimage.console.people.Right;
import org.afterimage.provenance.StudyEntity;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** The received studies, newest first. */
@Path("/api/studies")
@Tag(name = "Studies")
public class StudiesResource {
    private final EntityManager entities;

    /** For the container. */
    public StudiesResource(EntityManager entities) {
        this.entities = entities;
    }

    /** One page of studies. */
    @GET
    @Operation(summary = "One page of studies")
    @NeedsRight(Right.VIEW)
    @Transactional
    public List<StudyView> list(
            @QueryParam("page") @DefaultValue("0") int page, @QueryParam("size") @DefaultValue("50") int size) {
        Page asked = new Page(page, size);
        return entities.createQuery("from StudyEntity order by lastReceivedAt desc, id desc", StudyEntity.class)
                .setFirstResult(asked.first())
                .setMaxResults(asked.size())
                .getResultStream()
                .map(StudyView::of)
                .toList();
    }

    /** One study. */
    @GET
    @Operation(summary = "One study")
    @NeedsRight(Right.VIEW)
    @Path("{studyInstanceUid}")
    @Transactional
    public StudyView get(@PathParam("studyInstanceUid") String studyInstanceUid) {
        return entities.createQuery("from StudyEntity where studyInstanceUid = :uid", StudyEntity.class)
                .setParameter("uid", studyInstanceUid)
                .getResultStream()
                .findFirst()
                .map(StudyView::of)
                .orElseThrow(() -> new NotFoundException("This node never received study " + studyInstanceUid + "."));
    }
}
