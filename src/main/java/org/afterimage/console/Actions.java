package org.afterimage.console;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.WebApplicationException;
import org.afterimage.web.JobActionsResource;
import org.afterimage.web.JobView;
import org.afterimage.web.ReviewResource;
import org.afterimage.web.RoutesResource;
import org.afterimage.web.StudyRoutesResource;

/**
 * What the visitor does to jobs, studies and routes: the same actions as those of the REST interface, each with its entry in the audit log, in
 * one transaction, or not at all.
 */
@ApplicationScoped
public class Actions {
    private final JobActionsResource jobActions;
    private final ReviewResource reviews;
    private final StudyRoutesResource studyRoutes;
    private final RoutesResource routes;
    private final Visitor visitor;

    /** For the container. */
    public Actions(
            JobActionsResource jobActions,
            ReviewResource reviews,
            StudyRoutesResource studyRoutes,
            RoutesResource routes,
            Visitor visitor) {
        this.jobActions = jobActions;
        this.reviews = reviews;
        this.studyRoutes = studyRoutes;
        this.routes = routes;
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
    public JobView retry(long id) {
        return jobActions.retry(id);
    }

    /**
     * Calls a job off.
     *
     * @throws WebApplicationException with a sentence, if that can't be
     */
    public JobView cancel(long id) {
        return jobActions.cancel(id);
    }

    /**
     * Does the work of a job again with a model; returns the new job.
     *
     * @throws WebApplicationException with a sentence, if that can't be
     */
    public JobView reprocess(long id, String model) {
        return jobActions.reprocess(id, model);
    }

    /**
     * Sends what a job made to another destination; returns the new job.
     *
     * @throws WebApplicationException with a sentence, if that can't be
     */
    public JobView send(long id, String destination) {
        return jobActions.send(id, destination);
    }

    /**
     * Sends a held output to its destination.
     *
     * @throws WebApplicationException with a sentence, if that can't be
     */
    public JobView release(long id, String reason) {
        return reviews.release(id, new ReviewResource.Review(visitor.name(), reason));
    }

    /**
     * Keeps a held output for good.
     *
     * @throws WebApplicationException with a sentence, if that can't be
     */
    public JobView reject(long id, String reason) {
        return reviews.reject(id, new ReviewResource.Review(visitor.name(), reason));
    }

    /**
     * Has a route work on what is there of a study.
     *
     * @throws WebApplicationException with a sentence, if that can't be
     */
    public void forceCompletion(String studyInstanceUid, String route) {
        studyRoutes.release(studyInstanceUid, route);
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
    public void switchRoute(String name, Switch to) {
        switch (to) {
            case PAUSE -> routes.pause(name);
            case RESUME -> routes.resume(name);
            case SHADOW -> routes.shadow(name);
            case SEND -> routes.send(name);
            default -> throw new IllegalArgumentException(to.name());
        }
    }
}
