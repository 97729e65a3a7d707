package org.afterimage.work;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.transaction.Transactional;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.afterimage.check.TaskDomain;
import org.afterimage.dicom.data.DataSet;
import org.afterimage.dicom.io.Limits;
import org.afterimage.dicom.io.Part10;
import org.afterimage.model.ModelCatalogue;
import org.afterimage.model.ModelPackage;
import org.afterimage.model.Sha256;
import org.afterimage.node.NodeFolders;
import org.afterimage.provenance.InstanceEntity;
import org.afterimage.provenance.JobEntity;
import org.afterimage.provenance.JobStageEntity;
import org.afterimage.provenance.ModelVersionEntity;
import org.afterimage.provenance.SeriesEntity;
import org.afterimage.provenance.Stage;
import org.afterimage.provenance.StudyEntity;
import org.afterimage.route.RouteSettings.Route;
import org.afterimage.route.RouteTable;
import org.jboss.logging.Logger;

/** Turns a study whose quiet time is over into jobs: study state, jobs and queue entries change in one transaction or not at all. */
@ApplicationScoped
public class StudyRouter {
    private static final Logger LOG = Logger.getLogger(StudyRouter.class);

    private final EntityManager entities;
    private final RouteTable routes;
    private final ModelCatalogue catalogue;
    private final NodeFolders folders;
    private final JobQueue queue;

    /** For the container. */
    public StudyRouter(
            EntityManager entities, RouteTable routes, ModelCatalogue catalogue, NodeFolders folders, JobQueue queue) {
        this.entities = entities;
        this.routes = routes;
        this.catalogue = catalogue;
        this.folders = folders;
        this.queue = queue;
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
        Optional<String> version = Optional.of(route.modelVersion()).filter(text -> !text.isEmpty());
        return catalogue.find(route.modelId(), version);
    }

    /** A series with the header of its first instance and the routes that take it. */
    private record RoutedSeries(SeriesEntity series, DataSet header, List<Route> routes) {}

    private void route(StudyEntity study) {
        Instant start = Instant.now();
        List<RoutedSeries> routed = study.series().stream()
                .map(this::decide)
                .flatMap(Optional::stream)
                .toList();
        for (Route route : routes.routes()) {
            List<RoutedSeries> taken =
                    routed.stream().filter(one -> one.routes().contains(route)).toList();
            Optional<ModelPackage> model = model(route);
            if (model.isPresent() && Task.of(model.get().manifest()).domain().takesStudies()) {
                queueTogether(taken, route, model.get(), start);
            } else {
                taken.forEach(one -> queueOnce(List.of(one.series()), route, start));
            }
        }
    }

    private Optional<RoutedSeries> decide(SeriesEntity series) {
        Optional<DataSet> header = header(series);
        if (header.isEmpty()) {
            return Optional.empty();
        }
        RouteTable.Decision decision = routes.decide(header.get());
        series.routed(decision.trace());
        // The trace holds attribute values, which may be the patient's: it is kept in the database and not in the log.
        LOG.infof(
                "study %d, series %d: taken by %d of %d routes",
                series.study().id(),
                series.id(),
                decision.routes().size(),
                routes.routes().size());
        return Optional.of(new RoutedSeries(series, header.get(), decision.routes()));
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
        queueOnce(useful.isEmpty() ? taken.stream().map(RoutedSeries::series).toList() : useful, route, start);
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

    private void queueOnce(List<SeriesEntity> sources, Route route, Instant start) {
        SeriesEntity series = sources.get(0);
        Optional<ModelPackage> model = model(route);
        ModelVersionEntity modelVersion = model.map(this::modelVersion).orElse(null);
        String digest = inputDigest(sources);
        if (isKnown(series, route, digest, modelVersion)) {
            return;
        }
        Instant now = Instant.now();
        JobEntity job =
                new JobEntity(sources, modelVersion, route.name(), route.model(), route.destination(), digest, now);
        entities.persist(job);
        double receiveMillis = sources.stream()
                .flatMap(source -> source.instances().stream())
                .mapToDouble(InstanceEntity::receiveMillis)
                .sum();
        entities.persist(new JobStageEntity(
                job, Stage.RECEIVED, series.study().firstReceivedAt(), receiveMillis, received(sources)));
        double routeMillis = Duration.between(start, now).toNanos() / 1e6;
        String routed = "route " + route.name() + " to " + route.model();
        entities.persist(new JobStageEntity(job, Stage.ROUTED, start, routeMillis, routed));
        if (model.isEmpty()) {
            job.become(
                    JobEntity.State.FAILED,
                    "MODEL_MISSING",
                    "No usable model package " + route.model()
                            + "; see the log of the node's start for refused packages.",
                    now);
            return;
        }
        queue.enqueue(job.id());
    }

    private static String received(List<SeriesEntity> sources) {
        int count =
                sources.stream().mapToInt(source -> source.instances().size()).sum();
        String series = sources.size() == 1 ? "" : " in " + sources.size() + " series";
        return count
                + (count == 1 ? " instance" : " instances")
                + series
                + " from "
                + sources.get(0).instances().get(0).callingAeTitle();
    }

    private boolean isKnown(SeriesEntity series, Route route, String digest, ModelVersionEntity modelVersion) {
        return !entities.createQuery(
                        "select j.id from JobEntity j where j.series = :series and j.route = :route"
                                + " and j.inputDigest = :digest and (j.modelVersion = :model"
                                + " or (j.modelVersion is null and :model is null))",
                        Long.class)
                .setParameter("series", series)
                .setParameter("route", route.name())
                .setParameter("digest", digest)
                .setParameter("model", modelVersion)
                .getResultList()
                .isEmpty();
    }

    private ModelVersionEntity modelVersion(ModelPackage model) {
        return entities.createQuery(
                        "from ModelVersionEntity where modelId = :id and version = :version and sha256 = :sha256",
                        ModelVersionEntity.class)
                .setParameter("id", model.manifest().id())
                .setParameter("version", model.manifest().version())
                .setParameter("sha256", model.sha256())
                .getResultStream()
                .findFirst()
                .orElseGet(() -> {
                    ModelVersionEntity made = new ModelVersionEntity(
                            model.manifest().id(),
                            model.manifest().version(),
                            model.sha256(),
                            model.manifest().title(),
                            Instant.now());
                    entities.persist(made);
                    return made;
                });
    }

    private static String inputDigest(List<SeriesEntity> sources) {
        String uids = sources.stream()
                .flatMap(source -> source.instances().stream())
                .map(InstanceEntity::sopInstanceUid)
                .sorted()
                .collect(Collectors.joining("\n"));
        return Sha256.of(uids.getBytes(StandardCharsets.US_ASCII));
    }
}
