package org.afterimage.work;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.transaction.Transactional;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.afterimage.configuration.ActiveRoutes;
import org.afterimage.dicom.data.Tag;
import org.afterimage.fault.FaultPoint;
import org.afterimage.model.ModelCatalogue;
import org.afterimage.model.ModelPackage;
import org.afterimage.provenance.SeriesEntity;
import org.afterimage.provenance.StudyEntity;
import org.afterimage.provenance.StudyRouteEntity;
import org.afterimage.provenance.StudyRouteEntity.State;
import org.afterimage.route.Candidate;
import org.afterimage.route.RouteSettings.Route;
import org.afterimage.route.RouteTable;
import org.jboss.logging.Logger;

/**
 * Turns a study into jobs, route by route as it becomes complete for each: study state, jobs and queue entries change in one transaction or
 * not at all. What a route waits for is a row with a time, so that it outlives the node and any node may take the next turn.
 */
@ApplicationScoped
public class StudyRouter {
    private static final Logger LOG = Logger.getLogger(StudyRouter.class);

    private final EntityManager entities;
    private final ActiveRoutes routes;
    private final ModelCatalogue catalogue;
    private final SeriesHeaders headers;
    private final StudyCompleteness completeness;
    private final DecisionStore decisions;
    private final JobFiling filing;

    /** For the container. */
    public StudyRouter(
            EntityManager entities,
            ActiveRoutes routes,
            ModelCatalogue catalogue,
            SeriesHeaders headers,
            StudyCompleteness completeness,
            DecisionStore decisions,
            JobFiling filing) {
        this.entities = entities;
        this.routes = routes;
        this.catalogue = catalogue;
        this.headers = headers;
        this.completeness = completeness;
        this.decisions = decisions;
        this.filing = filing;
    }

    /**
     * Routes the study that has been due longest.
     *
     * @return whether there was one
     */
    @Transactional
    public boolean routeNext() {
        Instant now = Instant.now();
        // Locked rows are skipped, so that several nodes share the due studies without waiting for one another.
        List<?> due = entities.createNativeQuery("""
                        select id from study where state = 'RECEIVING' and due_at <= :now
                        order by due_at limit 1 for update skip locked
                        """).setParameter("now", now).getResultList();
        if (due.isEmpty()) {
            return false;
        }
        StudyEntity study = entities.find(StudyEntity.class, ((Number) due.get(0)).longValue());
        NextTurn next = route(study, now);
        if (next.isNever()) {
            study.routed();
        } else {
            study.lookAt(next.due(), next.cap());
        }
        FaultPoint.ROUTED_BEFORE_COMMIT.reach();
        return true;
    }

    /** When the first study is due after one time and before another. */
    @Transactional
    public Optional<Instant> nextDue(Instant after, Instant before) {
        List<?> due = entities.createNativeQuery(
                        "select min(due_at) from study where state = 'RECEIVING' and due_at > :after and due_at < :before",
                        Instant.class)
                .setParameter("after", after)
                .setParameter("before", before)
                .getResultList();
        return Optional.ofNullable((Instant) due.get(0));
    }

    /** The packages that the routes name and that are here, each once. */
    List<ModelPackage> routedModels() {
        return routes.table().routes().stream()
                .map(route -> catalogue.named(route.model()))
                .flatMap(Optional::stream)
                .distinct()
                .toList();
    }

    private NextTurn route(StudyEntity study, Instant now) {
        RouteTable table = routes.table();
        ZonedDateTime at = now.atZone(ZoneId.systemDefault());
        List<RoutedSeries> routed = study.series().stream()
                .map(series -> decide(table, series, at))
                .flatMap(Optional::stream)
                .toList();
        Map<String, StudyRouteEntity> progress = decisions.progress(study);
        NextTurn next = NextTurn.NEVER;
        for (Route route : table.routes()) {
            List<RoutedSeries> taken =
                    routed.stream().filter(one -> one.routes().contains(route)).toList();
            if (!taken.isEmpty()) {
                StudyRouteEntity row = progress.get(route.name());
                StudyRouteEntity known = row == null ? decisions.begin(study, route.name(), now) : row;
                List<String> missing = table.missing(
                        route, routed.stream().map(RoutedSeries::candidate).toList());
                next = next.and(turn(known, route, taken, missing, now));
            }
        }
        return next;
    }

    private Optional<RoutedSeries> decide(RouteTable table, SeriesEntity series, ZonedDateTime at) {
        Optional<String> purged = PurgedSources.sentence(List.of(series));
        if (purged.isPresent()) {
            series.routed("not routed: " + purged.get());
            return Optional.empty();
        }
        Optional<Candidate> candidate = headers.candidate(series, at);
        if (candidate.isEmpty()) {
            return Optional.empty();
        }
        RouteTable.Decision decision = table.decide(candidate.get());
        series.routed(decision.sentence());
        decisions.keep(series, decision.traces(), at.toInstant());
        // The trace holds attribute values, which may be the patient's: it is kept in the database and not in the log.
        LOG.infof(
                "study %d, series %d: taken by %d of %d routes",
                series.study().id(),
                series.id(),
                decision.routes().size(),
                table.routes().size());
        return Optional.of(new RoutedSeries(series, candidate.get(), decision.routes()));
    }

    /** What a route does with a study now, and when it is looked at again. */
    private NextTurn turn(
            StudyRouteEntity row, Route route, List<RoutedSeries> taken, List<String> missing, Instant now) {
        if (row.isDone()) {
            return NextTurn.NEVER;
        }
        boolean released = row.state() == State.RELEASED;
        if (!released) {
            row.open(now);
        }
        Readiness readiness =
                released ? new Readiness.Complete() : completeness.judge(row, route, missing, modalities(taken), now);
        if (readiness instanceof Readiness.Waits waits) {
            row.waits(waits.reason());
            return NextTurn.at(waits.until(), route.cap().map(row.waitsSince()::plus));
        }
        if (readiness instanceof Readiness.TimedOut late) {
            return giveUp(row, route, taken, late, now);
        }
        filing.file(route, taken, now);
        row.ends(State.DECIDED, null, now);
        return NextTurn.NEVER;
    }

    private NextTurn giveUp(
            StudyRouteEntity row, Route route, List<RoutedSeries> taken, Readiness.TimedOut late, Instant now) {
        String reason = "not complete after " + route.cap().orElseThrow().toSeconds() + " s: " + late.reason();
        LOG.warnf("study %d is not complete for route %s: %s", row.study().id(), route.name(), late.action());
        switch (late.action()) {
            case PROCESS -> {
                filing.file(route, taken, now);
                row.ends(State.DECIDED, reason, now);
            }
            case DISCARD -> row.ends(State.DISCARDED, reason, now);
            case HOLD -> row.ends(State.HELD, reason, now);
        }
        return NextTurn.NEVER;
    }

    private static Set<String> modalities(List<RoutedSeries> taken) {
        return taken.stream()
                .flatMap(one -> one.candidate().header().string(Tag.MODALITY).stream())
                .collect(Collectors.toSet());
    }
}
