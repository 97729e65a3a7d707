package org.afterimage.start;

import jakarta.enterprise.context.ApplicationScoped;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.afterimage.configuration.ActiveConfiguration;
import org.afterimage.configuration.ActiveRoutes;
import org.afterimage.console.Guide;
import org.afterimage.model.ModelCatalogue;
import org.afterimage.node.NodeConfiguration;
import org.afterimage.node.RemoteSettings.Remote;
import org.afterimage.provenance.JobEntity.State;
import org.afterimage.route.RouteSettings.Route;
import org.afterimage.start.FirstStartSteps.Done;
import org.afterimage.start.FirstStartSteps.Step;
import org.afterimage.web.JobsResource;

/** How far the first start is. What a node does already counts as done, whoever set it up and how. */
@ApplicationScoped
public class FirstStart implements Guide {
    private static final int JOBS = 50;

    private final FirstStartSteps steps;
    private final ActiveConfiguration active;
    private final NodeConfiguration configuration;
    private final ActiveRoutes routes;
    private final ModelCatalogue catalogue;
    private final JobsResource jobs;
    private volatile boolean finished;

    /** For the container. */
    public FirstStart(
            FirstStartSteps steps,
            ActiveConfiguration active,
            NodeConfiguration configuration,
            ActiveRoutes routes,
            ModelCatalogue catalogue,
            JobsResource jobs) {
        this.steps = steps;
        this.active = active;
        this.configuration = configuration;
        this.routes = routes;
        this.catalogue = catalogue;
        this.jobs = jobs;
    }

    /**
     * A step and its state.
     *
     * @param number from 1
     * @param name of {@link Step}
     * @param done whether nothing is left to do
     */
    public record StepState(int number, String name, boolean done) {
        /** Its page. */
        public String path() {
            return FirstStartPages.PATH + "/" + number;
        }
    }

    /** The five steps. */
    public List<StepState> states() throws SQLException {
        Map<Step, Done> done = steps.all();
        boolean inUse = steps.anyStudy();
        List<StepState> states = new ArrayList<>();
        for (Step step : Step.values()) {
            boolean is = switch (step) {
                case NODE -> (done.containsKey(step) || inUse) && !listenerWaits();
                case CALLERS -> done.containsKey(step) || inUse;
                case DESTINATION -> destination().isPresent();
                case ROUTE ->
                    (done.containsKey(step) || inUse)
                            && destination().isPresent()
                            && !working().isEmpty();
                case TEST ->
                    Optional.ofNullable(done.get(step))
                            .filter(test -> arrived(test.subject()))
                            .isPresent();
            };
            states.add(new StepState(step.ordinal() + 1, step.name(), is));
        }
        return states;
    }

    /** Whether there is something to come back to: nothing came yet, or somebody has begun and not finished. */
    @Override
    public boolean isOpen() throws SQLException {
        if (finished) {
            return false;
        }
        if (steps.anyStudy() && steps.all().isEmpty()) {
            return false; // in use, and set up without it
        }
        finished = states().stream().allMatch(StepState::done);
        return !finished;
    }

    /** The first step with something left to do; the last when there is none. */
    public int next() throws SQLException {
        return states().stream()
                .filter(state -> !state.done())
                .findFirst()
                .map(StepState::number)
                .orElse(Step.values().length);
    }

    /** What of the listener and of the node's name holds only after a restart. */
    public boolean listenerWaits() {
        return active.waitingForRestart().stream()
                .anyMatch(change ->
                        change.field().startsWith("dicom.") || change.field().equals("aeTitles"));
    }

    /** The destination that answered last; empty when none did, or it is configured no more. */
    public Optional<Remote> destination() throws SQLException {
        return Optional.ofNullable(steps.all().get(Step.DESTINATION))
                .flatMap(done -> configuration.remote(done.subject()));
    }

    /** The routes that can work: their model is there, and their destination is the one that answered, if one did. */
    public List<Route> working() throws SQLException {
        Optional<String> answered = destination().map(Remote::aeTitle);
        return routes.table().routes().stream()
                .filter(route -> catalogue.named(route.model()).isPresent())
                .filter(route -> answered.map(route.destination()::equals)
                        .orElse(configuration.remote(route.destination()).isPresent()))
                .toList();
    }

    /** The Study Instance UID of the last test study; empty before the first. */
    public Optional<Done> test() throws SQLException {
        return Optional.ofNullable(steps.all().get(Step.TEST));
    }

    private boolean arrived(String study) {
        return jobs.list(null, study, 0, JOBS).stream()
                .anyMatch(job -> job.state() == State.SENT || job.state() == State.CONFIRMED);
    }
}
