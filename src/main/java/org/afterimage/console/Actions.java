package org.afterimage.console;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import jakarta.ws.rs.WebApplicationException;
import org.afterimage.console.people.AuditLog;
import org.afterimage.provenance.JobEntity.State;
import org.afterimage.web.JobActionsResource;
import org.afterimage.web.JobView;
import org.afterimage.web.JobsResource;
import org.afterimage.web.ReviewResource;
import org.afterimage.web.RoutesResource;
import org.afterimage.web.StudyRoutesResource;

/** What the visitor does to jobs, studies and routes: each with its entry in the audit log, in one transaction, or not at all. */
@ApplicationScoped
public class Actions {
    private final JobsResource jobs;
    private final JobActionsResource jobActions;
    private final ReviewResource reviews;
    private final StudyRoutesResource studyRoutes;
    private final RoutesResource routes;
    private final AuditLog log;
    private final Visitor visitor;

    /** For the container. */
    public Actions(
            JobsResource jobs,
            JobActionsResource jobActions,
            ReviewResource reviews,
            StudyRoutesResource studyRoutes,
            RoutesResource routes,
            AuditLog log,
            Visitor visitor) {
        this.jobs = jobs;
        this.jobActions = jobActions;
        this.reviews = reviews;
        this.studyRoutes = studyRoutes;
        this.routes = routes;
        this.log = log;
        this.visitor = visitor;
    }

    /** The console's words in the language of the visitor. */
    public Messages words() {
        return Words.in(visitor.locale());
    }

    /** What is asked before something is done, in the language of the visitor. */
    ReviewMessages questions() {
        return ReviewWords.in(visitor.locale());
    }

    /**
     * Takes up a job again that failed or was called off.
     *
     * @throws WebApplicationException with a sentence, if that can't be
     */
    @Transactional
    public JobView retry(long id) {
        JobView before = jobs.get(id);
        return logged("job.retry", before, jobActions.retry(id), "");
    }

    /**
     * Calls a job off.
     *
     * @throws WebApplicationException with a sentence, if that can't be
     */
    @Transactional
    public JobView cancel(long id) {
        JobView before = jobs.get(id);
        return logged("job.cancel", before, jobActions.cancel(id), "");
    }

    /**
     * Does the work of a job again with a model; returns the new job.
     *
     * @throws WebApplicationException with a sentence, if that can't be
     */
    @Transactional
    public JobView reprocess(long id, String model) {
        JobView made = jobActions.reprocess(id, model);
        log.add(
                visitor.who(),
                new AuditLog.What("job.reprocess", "job " + id, "", "job " + made.id() + " with " + model));
        return made;
    }

    /**
     * Sends what a job made to another destination; returns the new job.
     *
     * @throws WebApplicationException with a sentence, if that can't be
     */
    @Transactional
    public JobView send(long id, String destination) {
        JobView made = jobActions.send(id, destination);
        log.add(
                visitor.who(),
                new AuditLog.What("job.send", "job " + id, "", "job " + made.id() + " to " + destination));
        return made;
    }

    /**
     * Sends a held output to its destination.
     *
     * @throws WebApplicationException with a sentence, if that can't be
     */
    @Transactional
    public JobView release(long id, String reason) {
        JobView released = reviews.release(id, new ReviewResource.Review(visitor.name(), reason));
        String after = released.state() == State.HELD
                ? "HELD, released by one of two"
                : released.state().name();
        log.add(visitor.who(), new AuditLog.What("output.release", "job " + id, State.HELD.name(), after, reason));
        return released;
    }

    /**
     * Keeps a held output for good.
     *
     * @throws WebApplicationException with a sentence, if that can't be
     */
    @Transactional
    public JobView reject(long id, String reason) {
        JobView before = jobs.get(id);
        return logged(
                "output.reject", before, reviews.reject(id, new ReviewResource.Review(visitor.name(), reason)), reason);
    }

    /**
     * Has a route work on what is there of a study.
     *
     * @throws WebApplicationException with a sentence, if that can't be
     */
    @Transactional
    public void forceCompletion(String studyInstanceUid, String route) {
        studyRoutes.release(studyInstanceUid, route);
        log.add(
                visitor.who(),
                new AuditLog.What(
                        "study.force", "study " + studyInstanceUid + ", route " + route, "WAITING", "RELEASED"));
    }

    /** How a route can be switched. */
    public enum Switch {
        PAUSE,
        RESUME,
        SHADOW,
        SEND
    }

    /**
     * Switches a route.
     *
     * @throws WebApplicationException with a sentence, if that can't be
     */
    @Transactional
    public void switchRoute(String name, Switch to) {
        String before = routes.list().stream()
                .filter(route -> route.name().equals(name))
                .findFirst()
                .map(Actions::words)
                .orElse("");
        RoutesResource.RouteView after = switch (to) {
            case PAUSE -> routes.pause(name);
            case RESUME -> routes.resume(name);
            case SHADOW -> routes.shadow(name);
            case SEND -> routes.send(name);
        };
        log.add(visitor.who(), new AuditLog.What("route.switch", "route " + name, before, words(after)));
    }

    private static String words(RoutesResource.RouteView route) {
        return (route.paused() ? "paused" : "active") + (route.shadow() ? ", shadow" : "");
    }

    private JobView logged(String action, JobView before, JobView after, String reason) {
        log.add(
                visitor.who(),
                new AuditLog.What(
                        action,
                        "job " + before.id(),
                        before.state().name(),
                        after.state().name(),
                        reason));
        return after;
    }
}
