package org.afterimage.work;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.transaction.Transactional;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
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
        study.series().forEach(this::route);
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

    private void route(SeriesEntity series) {
        Instant start = Instant.now();
        Optional<DataSet> header = header(series);
        if (header.isEmpty()) {
            return;
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
        decision.routes().forEach(route -> queueOnce(series, route, start));
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

    private void queueOnce(SeriesEntity series, Route route, Instant start) {
        Optional<ModelPackage> model = model(route);
        ModelVersionEntity modelVersion = model.map(this::modelVersion).orElse(null);
        String digest = inputDigest(series);
        if (isKnown(series, route, digest, modelVersion)) {
            return;
        }
        Instant now = Instant.now();
        JobEntity job =
                new JobEntity(series, modelVersion, route.name(), route.model(), route.destination(), digest, now);
        entities.persist(job);
        double receiveMillis = series.instances().stream()
                .mapToDouble(InstanceEntity::receiveMillis)
                .sum();
        entities.persist(new JobStageEntity(
                job, Stage.RECEIVED, series.study().firstReceivedAt(), receiveMillis, received(series)));
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

    private static String received(SeriesEntity series) {
        int count = series.instances().size();
        return count
                + (count == 1 ? " instance from " : " instances from ")
                + series.instances().get(0).callingAeTitle();
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

    private static String inputDigest(SeriesEntity series) {
        String uids = series.instances().stream()
                .map(InstanceEntity::sopInstanceUid)
                .sorted()
                .collect(Collectors.joining("\n"));
        return Sha256.of(uids.getBytes(StandardCharsets.US_ASCII));
    }
}
