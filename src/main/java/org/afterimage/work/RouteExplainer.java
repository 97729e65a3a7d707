package org.afterimage.work;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.afterimage.check.DomainDecision;
import org.afterimage.check.DomainViolation;
import org.afterimage.check.TaskDomain;
import org.afterimage.model.ModelCatalogue;
import org.afterimage.model.ModelPackage;
import org.afterimage.route.Candidate;
import org.afterimage.route.RouteSettings.Route;
import org.afterimage.route.RouteTable;
import org.afterimage.route.RouteTrace;

/** Says what the routes and their models make of studies, without doing any of it: the same decisions as the node's, none of its work. */
public final class RouteExplainer {
    private static final RouteTrace NONE = new RouteTrace("", false, List.of());

    private final RouteTable routes;
    private final ModelCatalogue catalogue;

    /** Explains by these routes and models. */
    public RouteExplainer(RouteTable routes, ModelCatalogue catalogue) {
        this.routes = routes;
        this.catalogue = catalogue;
    }

    /**
     * Explains series, those of one study together, as the node decides on them.
     *
     * @return one explanation a series and route, in the order of both
     */
    public List<Explanation> explain(List<ExplainedSeries> series) {
        Map<String, List<ExplainedSeries>> studies = series.stream()
                .collect(Collectors.groupingBy(
                        one -> one.files().studyInstanceUid(), LinkedHashMap::new, Collectors.toList()));
        return studies.values().stream()
                .flatMap(study -> explainStudy(study).stream())
                .toList();
    }

    private List<Explanation> explainStudy(List<ExplainedSeries> study) {
        List<RouteTable.Decision> decisions =
                study.stream().map(one -> routes.decide(one.candidate())).toList();
        List<Explanation> explanations = new ArrayList<>();
        for (int i = 0; i < study.size(); i++) {
            if (routes.routes().isEmpty()) {
                explanations.add(explanation(
                        study.get(i), "", Explanation.Verdict.NOT_MATCHED, "routes.yaml has no routes.", NONE));
            }
            for (int r = 0; r < routes.routes().size(); r++) {
                explanations.add(explain(study, decisions, i, r));
            }
        }
        return explanations;
    }

    private Explanation explain(
            List<ExplainedSeries> study, List<RouteTable.Decision> decisions, int number, int routeNumber) {
        ExplainedSeries series = study.get(number);
        Route route = routes.routes().get(routeNumber);
        RouteTrace trace = decisions.get(number).traces().get(routeNumber);
        if (!trace.taken()) {
            String sentence = "route " + route.name() + " does not take it: " + trace.sentence() + ".";
            return explanation(series, route.name(), Explanation.Verdict.NOT_MATCHED, sentence, trace);
        }
        List<Candidate> all = study.stream().map(ExplainedSeries::candidate).toList();
        List<String> missing = routes.missing(route, all);
        if (!missing.isEmpty()) {
            String sentence = "route " + route.name() + " waits: " + String.join("; ", missing) + ".";
            return explanation(series, route.name(), Explanation.Verdict.INCOMPLETE, sentence, trace);
        }
        Optional<ModelPackage> model = catalogue.named(route.model());
        if (model.isEmpty()) {
            String sentence =
                    "route " + route.name() + " takes it, but there is no usable model package " + route.model() + ".";
            return explanation(series, route.name(), Explanation.Verdict.NO_MODEL, sentence, trace);
        }
        if (routes.models()
                .isOff(model.get().manifest().id(), model.get().manifest().version())) {
            String sentence = "route " + route.name() + " takes it, but the model "
                    + model.get().displayName() + " is switched off in routes.yaml.";
            return explanation(series, route.name(), Explanation.Verdict.MODEL_OFF, sentence, trace);
        }
        List<ExplainedSeries> taken = new ArrayList<>();
        for (int i = 0; i < study.size(); i++) {
            if (decisions.get(i).traces().get(routeNumber).taken()) {
                taken.add(study.get(i));
            }
        }
        return asked(series, taken, route, model.get(), trace);
    }

    /** What the model says of a series that the route takes. */
    private static Explanation asked(
            ExplainedSeries series, List<ExplainedSeries> taken, Route route, ModelPackage model, RouteTrace trace) {
        TaskDomain domain = Task.of(model.manifest()).domain();
        List<ExplainedSeries> given = domain.takesStudies() ? places(taken, domain, model) : List.of(series);
        DomainDecision decision =
                domain.decide(given.stream().map(ExplainedSeries::files).toList(), model.manifest());
        boolean used = decision.acceptsAny()
                && decision.accepted().stream()
                        .anyMatch(one ->
                                one.seriesInstanceUid().equals(series.files().seriesInstanceUid()));
        if (used) {
            String sentence = "route " + route.name() + " takes it: model " + model.displayName() + ", to "
                    + route.destination() + ", priority " + route.priority().word() + ".";
            return explanation(series, route.name(), Explanation.Verdict.TAKEN, sentence, trace);
        }
        String reasons = decision.acceptsAny()
                ? "it uses other series of the study."
                : decision.reasons().stream()
                        .map(DomainViolation::sentence)
                        .distinct()
                        .collect(Collectors.joining(" "));
        String sentence =
                "route " + route.name() + " takes it, but the model " + model.displayName() + " does not: " + reasons;
        return explanation(series, route.name(), Explanation.Verdict.REFUSED, sentence, trace);
    }

    /** The series that a job of the study would be given. */
    private static List<ExplainedSeries> places(List<ExplainedSeries> taken, TaskDomain domain, ModelPackage model) {
        List<ExplainedSeries> useful = taken.stream()
                .filter(one -> domain.place(one.header(), model.manifest()).isPresent())
                .toList();
        return useful.isEmpty() ? taken : useful;
    }

    private static Explanation explanation(
            ExplainedSeries series, String route, Explanation.Verdict verdict, String sentence, RouteTrace trace) {
        return new Explanation(
                series.files().studyInstanceUid(),
                series.files().seriesInstanceUid(),
                series.title(),
                route,
                verdict,
                sentence,
                trace);
    }
}
