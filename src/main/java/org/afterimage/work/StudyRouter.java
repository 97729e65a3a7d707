package org.afterimage.work;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.transaction.Transactional;
import java.io.IOException;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.afterimage.check.TaskDomain;
import org.afterimage.dicom.data.DataSet;
import org.afterimage.dicom.io.Limits;
import org.afterimage.dicom.io.Part10;
import org.afterimage.model.ModelCatalogue;
import org.afterimage.model.ModelPackage;
import org.afterimage.node.NodeFolders;
import org.afterimage.provenance.InstanceEntity;
import org.afterimage.provenance.SeriesEntity;
import org.afterimage.provenance.StudyEntity;
import org.afterimage.route.Candidate;
import org.afterimage.route.RouteSettings.Route;
import org.afterimage.route.RouteTable;
import org.afterimage.route.Sender;
import org.jboss.logging.Logger;

/** Turns a study whose quiet time is over into jobs: study state, jobs and queue entries change in one transaction or not at all. */
@ApplicationScoped
public class StudyRouter {
    private static final Logger LOG = Logger.getLogger(StudyRouter.class);

    private final EntityManager entities;
    private final RouteTable routes;
    private final ModelCatalogue catalogue;
    private final NodeFolders folders;
    private final JobFiling filing;

    /** For the container. */
    public StudyRouter(
            EntityManager entities,
            RouteTable routes,
            ModelCatalogue catalogue,
            NodeFolders folders,
            JobFiling filing) {
        this.entities = entities;
        this.routes = routes;
        this.catalogue = catalogue;
        this.folders = folders;
        this.filing = filing;
    }

    /**
     * Routes the study that has been due longest.
     *
     * @return whether there was one
     */
    @Transactional
    public boolean routeNext() {
        // Locked rows are skipped, so that several nodes share the due studies without waiting for one another.
        List<?> due = entities.createNativeQuery("""
                        select id from study where state = 'RECEIVING' and due_at <= :now
                        order by due_at limit 1 for update skip locked
                        """)
                .setParameter("now", Instant.now())
                .getResultList();
        if (due.isEmpty()) {
            return false;
        }
        StudyEntity study = entities.find(StudyEntity.class, ((Number) due.get(0)).longValue());
        route(study);
        study.routed();
        return true;
    }

    /** The packages that the routes name and that are here, each once. */
    List<ModelPackage> routedModels() {
        return routes.routes().stream()
                .map(this::model)
                .flatMap(Optional::stream)
                .distinct()
                .toList();
    }

    private Optional<ModelPackage> model(Route route) {
        return RoutedModels.find(catalogue, route);
    }

    /** A series with the header of its first instance and the routes that take it. */
    private record RoutedSeries(SeriesEntity series, DataSet header, List<Route> routes) {}

    private void route(StudyEntity study) {
        Instant start = Instant.now();
        List<RoutedSeries> routed = study.series().stream()
                .map(this::decide)
                .flatMap(Optional::stream)
                .toList();
        List<Candidate> candidates = routed.stream()
                .map(one -> candidate(one.series(), one.header()))
                .toList();
        for (Route route : routes.routes()) {
            List<RoutedSeries> taken =
                    routed.stream().filter(one -> one.routes().contains(route)).toList();
            List<String> missing = routes.missing(route, candidates);
            if (!missing.isEmpty()) {
                String waits = "; route " + route.name() + " waits: " + String.join("; ", missing);
                taken.forEach(one -> one.series().routed(one.series().routing() + waits));
                continue;
            }
            Optional<ModelPackage> model = model(route);
            if (model.isPresent() && Task.of(model.get().manifest()).domain().takesStudies()) {
                queueTogether(taken, route, model.get(), start);
            } else {
                taken.forEach(one -> filing.file(List.of(one.series()), route, start));
            }
        }
    }

    private Optional<RoutedSeries> decide(SeriesEntity series) {
        Optional<DataSet> header = header(series);
        if (header.isEmpty()) {
            return Optional.empty();
        }
        RouteTable.Decision decision = routes.decide(candidate(series, header.get()));
        series.routed(decision.sentence());
        // The trace holds attribute values, which may be the patient's: it is kept in the database and not in the log.
        LOG.infof(
                "study %d, series %d: taken by %d of %d routes",
                series.study().id(),
                series.id(),
                decision.routes().size(),
                routes.routes().size());
        return Optional.of(new RoutedSeries(series, header.get(), decision.routes()));
    }

    private static Candidate candidate(SeriesEntity series, DataSet header) {
        InstanceEntity first = series.instances().get(0);
        Sender sender = Sender.of(first.callingAeTitle(), first.calledAeTitle(), first.peer());
        return new Candidate(header, sender, series.instances().size(), ZonedDateTime.now(ZoneId.systemDefault()));
    }

    /** One job for the study, with the series that may take a place in it; with all, so that it says why, when none may. */
    private void queueTogether(List<RoutedSeries> taken, Route route, ModelPackage model, Instant start) {
        if (taken.isEmpty()) {
            return;
        }
        TaskDomain domain = Task.of(model.manifest()).domain();
        List<SeriesEntity> useful = taken.stream()
                .filter(one -> domain.place(one.header(), model.manifest()).isPresent())
                .sorted(Comparator.comparingInt((RoutedSeries one) ->
                                domain.place(one.header(), model.manifest()).getAsInt())
                        .thenComparing(one -> one.series().id()))
                .map(RoutedSeries::series)
                .toList();
        filing.file(useful.isEmpty() ? taken.stream().map(RoutedSeries::series).toList() : useful, route, start);
    }

    private Optional<DataSet> header(SeriesEntity series) {
        InstanceEntity first = series.instances().get(0);
        try {
            return Optional.of(Part10.readHeader(folders.spool().resolve(first.file()), Limits.defaults())
                    .dataSet());
        } catch (IOException e) {
            LOG.errorf(e, "series %d: the stored instance %d can't be read", series.id(), first.id());
            series.routed("not routed: the stored instance " + first.id() + " can't be read: " + e.getMessage());
            return Optional.empty();
        }
    }
}
