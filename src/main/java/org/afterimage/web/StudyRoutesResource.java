package org.afterimage.web;

import jakarta.persistence.EntityManager;
import jakarta.transaction.Transactional;
import jakarta.ws.rs.ClientErrorException;
import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import java.time.Instant;
import java.util.List;
import org.afterimage.console.people.AuditLog;
import org.afterimage.console.people.NeedsRight;
import org.afterimage.console.people.Right;
import org.afterimage.provenance.StudyRouteEntity;
import org.afterimage.provenance.StudyRouteEntity.State;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** What a person decides on a study that a route waits for. */
@Path("/api/studies/{studyInstanceUid}/routes/{route}")
@Tag(name = "Studies")
public class StudyRoutesResource {
    private static final int CONFLICT = 409;

    private final EntityManager entities;
    private final AuditLog log;
    private final Caller caller;

    /** For the container. */
    public StudyRoutesResource(EntityManager entities, AuditLog log, Caller caller) {
        this.entities = entities;
        this.log = log;
        this.caller = caller;
    }

    /** Has the route work on what is there, whether it waits, holds the study or has let it be. */
    @POST
    @Operation(summary = "Has the route work on what is there, whether it waits, holds the study or has let it be")
    @NeedsRight(value = Right.OPERATE, logsItself = true)
    @Path("release")
    @Transactional
    public void release(@PathParam("studyInstanceUid") String studyInstanceUid, @PathParam("route") String route) {
        // The study's row is what routing locks: without it, this and a turn of routing would undo one another.
        List<?> studies = entities.createNativeQuery("select id from study where study_instance_uid = :uid for update")
                .setParameter("uid", studyInstanceUid)
                .getResultList();
        if (studies.isEmpty()) {
            throw new NotFoundException("This node never received study " + studyInstanceUid + ".");
        }
        StudyRouteEntity row = entities.createQuery(
                        "from StudyRouteEntity r where r.study.studyInstanceUid = :uid and r.route = :route",
                        StudyRouteEntity.class)
                .setParameter("uid", studyInstanceUid)
                .setParameter("route", route)
                .getResultStream()
                .findFirst()
                .orElseThrow(() -> new NotFoundException("Route " + route + " takes nothing of the study."));
        if (row.state() == State.DECIDED) {
            throw new ClientErrorException("Route " + route + " has worked on the study already.", CONFLICT);
        }
        String before = row.state().name();
        Instant now = Instant.now();
        row.release(now);
        entities.createNativeQuery("update study set state = 'RECEIVING', due_at = :now where id = :id")
                .setParameter("now", now)
                .setParameter("id", studies.get(0))
                .executeUpdate();
        log.add(
                caller.who(),
                new AuditLog.What(
                        "study.force",
                        "study " + studyInstanceUid + ", route " + route,
                        before,
                        row.state().name()));
    }
}
