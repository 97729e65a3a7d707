package org.afterimage.work;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Collectors;
import org.afterimage.check.TaskDomain;
import org.afterimage.configuration.ActiveConfiguration;
import org.afterimage.model.ModelCatalogue;
import org.afterimage.model.ModelPackage;
import org.afterimage.model.Sha256;
import org.afterimage.provenance.InstanceEntity;
import org.afterimage.provenance.JobEntity;
import org.afterimage.provenance.ModelVersionEntity;
import org.afterimage.provenance.SeriesEntity;
import org.afterimage.provenance.Stage;
import org.afterimage.route.RouteSettings.Route;

/** Makes jobs of what routes decided, each once, in the transaction of the caller. */
@ApplicationScoped
public class JobFiling {
    private final EntityManager entities;
    private final ModelCatalogue catalogue;
    private final ModelVersions versions;
    private final WorkOrder order;
    private final ActiveConfiguration configuration;
    private final JobHistory history;

    /** For the container. */
    public JobFiling(
            EntityManager entities,
            ModelCatalogue catalogue,
            ModelVersions versions,
            WorkOrder order,
            ActiveConfiguration configuration,
            JobHistory history) {
        this.entities = entities;
        this.catalogue = catalogue;
        this.versions = versions;
        this.order = order;
        this.configuration = configuration;
        this.history = history;
    }

    /**
     * Queues the work of a route on a study; the same input by the same route and model is done once.
     *
     * @param taken the series that the route takes, at least one
     * @param start when routing began
     */
    void file(Route route, List<RoutedSeries> taken, Instant start) {
        Optional<ModelPackage> model = catalogue.named(route.model());
        if (model.isPresent() && Task.of(model.get().manifest()).domain().takesStudies()) {
            file(together(taken, model.get()), route, start);
        } else {
            taken.forEach(one -> file(List.of(one.series()), route, start));
        }
    }

    /** The series that may take a place in one job for the study; all, so that the job says why, when none may. */
    private static List<SeriesEntity> together(List<RoutedSeries> taken, ModelPackage model) {
        TaskDomain domain = Task.of(model.manifest()).domain();
        List<SeriesEntity> useful = taken.stream()
                .filter(one -> place(domain, one, model).isPresent())
                .sorted(Comparator.comparingInt(
                                (RoutedSeries one) -> place(domain, one, model).getAsInt())
                        .thenComparing(one -> one.series().id()))
                .map(RoutedSeries::series)
                .toList();
        return useful.isEmpty() ? taken.stream().map(RoutedSeries::series).toList() : useful;
    }

    private static OptionalInt place(TaskDomain domain, RoutedSeries series, ModelPackage model) {
        return domain.place(series.candidate().header(), model.manifest());
    }

    private void file(List<SeriesEntity> sources, Route route, Instant start) {
        SeriesEntity series = sources.get(0);
        Optional<ModelPackage> model = catalogue.named(route.model());
        ModelVersionEntity modelVersion = model.map(versions::of).orElse(null);
        String digest = inputDigest(sources);
        if (isKnown(series, route, digest, modelVersion)) {
            return;
        }
        Instant now = Instant.now();
        JobEntity job =
                new JobEntity(sources, modelVersion, route.name(), route.model(), route.destination(), digest, now);
        job.decidedUnder(configuration.version().id());
        job.accompanied(route.withChangeMap());
        entities.persist(job);
        double receiveMillis = sources.stream()
                .flatMap(source -> source.instances().stream())
                .mapToDouble(InstanceEntity::receiveMillis)
                .sum();
        history.done(job, Stage.RECEIVED, series.study().firstReceivedAt(), receiveMillis, received(sources));
        double routeMillis = Duration.between(start, now).toNanos() / 1e6;
        String routed = "route " + route.name() + " to " + route.model();
        history.done(job, Stage.ROUTED, start, routeMillis, routed);
        if (model.isEmpty()) {
            job.become(
                    JobEntity.State.FAILED,
                    "MODEL_MISSING",
                    "No usable model package " + route.model()
                            + "; see the log of the node's start for refused packages.",
                    now);
            return;
        }
        order.enqueue(job, route.priority());
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

    private static String inputDigest(List<SeriesEntity> sources) {
        String uids = sources.stream()
                .flatMap(source -> source.instances().stream())
                .map(InstanceEntity::sopInstanceUid)
                .sorted()
                .collect(Collectors.joining("\n"));
        return Sha256.of(uids.getBytes(StandardCharsets.US_ASCII));
    }
}
