package org.afterimage.work;

import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.afterimage.check.DomainViolation;
import org.afterimage.check.GateResult;
import org.afterimage.cluster.NodeRegister;
import org.afterimage.configuration.ActiveRoutes;
import org.afterimage.dicom.io.TransferSyntax;
import org.afterimage.fault.FaultPoint;
import org.afterimage.infer.InferenceException;
import org.afterimage.model.ModelCatalogue;
import org.afterimage.model.ModelPackage;
import org.afterimage.node.DerivedTransferSyntax;
import org.afterimage.node.NodeConfiguration;
import org.afterimage.node.NodeFolders;
import org.afterimage.node.NodeSettings;
import org.afterimage.node.RemoteSettings;
import org.afterimage.provenance.JobEntity.State;
import org.afterimage.provenance.Stage;
import org.afterimage.synthesize.PlaneKeeper;
import org.afterimage.synthesize.SourceSeries;
import org.afterimage.synthesize.SynthesisException;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;

/**
 * Makes the derived series of one job, as far as that goes now. Every step can be repeated: UIDs are deterministic and rows of an unfinished
 * attempt are replaced.
 */
@Singleton // made with the work loop at the start, so that what it lacks stops the start and not the first study
public class JobRunner {
    private static final Logger LOG = Logger.getLogger(JobRunner.class);

    /** A job during which the node ended so often is suspected to be the reason. */
    private static final int MOST_INTERRUPTIONS = 5;

    private final JobStore store;
    private final ActiveRoutes routes;
    private final ModelCatalogue catalogue;
    private final LoadedModels models;
    private final SynthesisThreads threads;
    private final NodeConfiguration configuration;
    private final NodeRegister register;
    private final DerivedFolder derivedFolder;
    private final Path scratch;
    private final Pipeline pipeline;

    /** For the container. */
    public JobRunner(
            JobStore store,
            ActiveRoutes routes,
            ModelCatalogue catalogue,
            LoadedModels models,
            SynthesisThreads threads,
            NodeConfiguration configuration,
            NodeRegister register,
            NodeFolders folders,
            @ConfigProperty(name = "quarkus.application.version") String version) {
        this.store = store;
        this.routes = routes;
        this.catalogue = catalogue;
        this.models = models;
        this.threads = threads;
        this.configuration = configuration;
        this.register = register;
        this.derivedFolder = new DerivedFolder(folders.derived());
        this.scratch = sweptScratch(folders);
        this.pipeline = new Pipeline(new NodeIdentity(configuration.node().ownAeTitle(), version));
    }

    private static Path sweptScratch(NodeFolders folders) {
        try {
            PlaneKeeper.sweep(folders.scratch());
        } catch (IOException e) {
            LOG.warnf("what a node that was killed left in %s is not deleted: %s", folders.scratch(), e.getMessage());
        }
        return folders.scratch();
    }

    /**
     * Works on a job.
     *
     * @return when to try again; empty when there is nothing more to make
     */
    public Optional<Instant> run(long jobId) {
        Optional<JobInput> taken = store.takeUp(jobId, models::engineOf);
        if (taken.isEmpty()) {
            return Optional.empty();
        }
        try {
            return work(taken.get());
        } catch (LostClaimException e) {
            LOG.warnf("%s; what this node made of it is dropped", e.getMessage());
            derivedFolder.drop(taken.get());
            return Optional.empty();
        }
    }

    private Optional<Instant> work(JobInput job) {
        if (job.interruptions() >= MOST_INTERRUPTIONS) {
            return fail(
                    job, "NODE_ENDED", "The node ended " + job.interruptions() + " times while it worked on this job.");
        }
        Optional<ModelPackage> model = catalogue
                .find(job.modelId(), Optional.of(job.modelVersion()))
                .filter(found -> found.sha256().equals(job.modelSha256()));
        try {
            if (model.isEmpty()) {
                return withoutModel(job);
            }
            if (routes.table().models().isOff(job.modelId(), job.modelVersion())) {
                return switchedOff(job, model.get());
            }
            make(job, model.get());
            return Optional.empty();
        } catch (SynthesisException e) {
            return e.getCause() instanceof InferenceException
                    ? tryAgain(job, "INFERENCE", e, synthesisAttempts())
                    : fail(job, "SYNTHESIS", e.getMessage());
        } catch (InferenceException e) {
            return tryAgain(job, "INFERENCE", e, synthesisAttempts());
        } catch (TimeLimitException e) {
            return tryAgain(job, "TIME_LIMIT", e, synthesisAttempts());
        } catch (IOException | UncheckedIOException e) {
            return tryAgain(job, "ERROR", e, configuration.node().work().attempts());
        } catch (SynthesisThreads.NodeStoppingException | LostClaimException e) {
            throw e;
        } catch (RuntimeException e) {
            // What the database could not do, it can later; what this program could not do, it can't the fourth time.
            return tryAgain(
                    job,
                    "ERROR",
                    e,
                    isOfDatabase(e) ? configuration.node().work().attempts() : synthesisAttempts());
        }
    }

    private Optional<Instant> switchedOff(JobInput job, ModelPackage model) {
        store.become(
                job,
                State.SKIPPED,
                JobControl.MODEL_OFF,
                "The model " + model.displayName()
                        + " is switched off in routes.yaml. Once it is on, this job can be tried again.");
        LOG.infof("job %d skipped: %s is switched off", job.jobId(), model.displayName());
        return Optional.empty();
    }

    /** Another node may have the package, while packages are being exchanged for one. */
    private Optional<Instant> withoutModel(JobInput job) {
        String sentence =
                "The model " + job.modelId() + " " + job.modelVersion() + " that the route chose is no longer here.";
        if (register.isAlone()) {
            return fail(job, "MODEL_MISSING", sentence);
        }
        return tryAgain(
                job,
                "MODEL_MISSING",
                new IOException("Node " + register.name() + ": " + sentence),
                configuration.node().work().attempts());
    }

    private void make(JobInput job, ModelPackage model)
            throws SynthesisException, InferenceException, IOException, TimeLimitException {
        List<SourceSeries> sources = SourceFiles.series(job);
        int images = sources.stream().mapToInt(each -> each.instances().size()).sum();
        Duration limit = model.manifest().limits().timeFor(images);
        try (PlaneKeeper planes = PlaneKeeper.forHeap(scratch)) {
            Pipeline.Outcome outcome = threads.run(job.jobId(), limit, () -> synthesise(job, sources, model, planes));
            if (planes.bytesInFile() > 0) {
                LOG.infof("job %d: %d MB of planes are in %s", job.jobId(), planes.bytesInFile() >> 20, scratch);
            }
            if (outcome instanceof Pipeline.Skipped skipped) {
                skip(job, skipped.domain().reasons());
            } else {
                keep(job, (Pipeline.Synthesised) outcome);
            }
        }
    }

    private Pipeline.Outcome synthesise(
            JobInput job, List<SourceSeries> sources, ModelPackage model, PlaneKeeper planes)
            throws SynthesisException, InferenceException, IOException {
        FaultPoint.IN_SYNTHESIS.reach();
        return pipeline.run(
                sources,
                model,
                new InterruptibleModel(models.get(model, job.engine())),
                job.createdAt(),
                job.takenNumbers(),
                job.changeMap(),
                planes,
                new Recorded(store, job));
    }

    /** Records each stage before the next begins. */
    private record Recorded(JobStore store, JobInput job) implements StageListener {
        @Override
        public void done(Stage stage, Instant startedAt, double millis, String detail) {
            store.stageDone(job, stage, startedAt, millis, detail);
        }

        @Override
        public void checked(Instant startedAt, double millis, String detail, Map<String, List<GateResult>> gates) {
            store.checked(job, startedAt, millis, detail, gates);
        }
    }

    private void skip(JobInput job, List<DomainViolation> violations) {
        String sentence =
                violations.stream().map(DomainViolation::sentence).distinct().collect(Collectors.joining(" "));
        store.become(job, State.SKIPPED, violations.get(0).code(), sentence);
        LOG.infof("job %d skipped: %s", job.jobId(), violations.get(0).code());
    }

    private void keep(JobInput job, Pipeline.Synthesised result) throws IOException {
        // Data sets were prepared when the result was checked: that is a part of this stage.
        Instant start = Instant.now().minusNanos(Math.round(result.deriveMillis() * 1e6));
        long nanos = System.nanoTime();
        List<Made> made = write(job, result);
        String number = made.stream().map(JobRunner::told).collect(Collectors.joining("; "));
        FaultPoint.DERIVED_BEFORE_COMMIT.reach();
        store.made(
                job,
                start,
                result.deriveMillis() + (System.nanoTime() - nanos) / 1e6,
                number,
                made,
                result.heldBecause());
        derivedFolder.keepOnly(job);
        result.heldBecause().ifPresent(why -> LOG.warnf("job %d held: %s", job.jobId(), why));
    }

    private List<Made> write(JobInput job, Pipeline.Synthesised result) throws IOException {
        try {
            return derivedFolder.write(
                    job,
                    Stream.concat(Stream.of(result.derived()), result.changeMap().stream())
                            .map(series -> series.encodedAs(syntaxFor(job)))
                            .toList());
        } catch (IOException | RuntimeException e) {
            derivedFolder.drop(job); // a part of a series is of no use, and the disk may be full
            throw e;
        }
    }

    private static String told(Made made) {
        int count = made.instances().size();
        return "series " + made.seriesNumber() + ", " + count + (count == 1 ? " instance" : " instances");
    }

    private TransferSyntax syntaxFor(JobInput job) {
        return configuration
                .remote(job.destination())
                .map(RemoteSettings.Remote::derivedTransferSyntax)
                .orElse(DerivedTransferSyntax.EXPLICIT)
                .syntax();
    }

    private int synthesisAttempts() {
        return configuration.node().work().synthesisAttempts();
    }

    private static boolean isOfDatabase(Throwable failure) {
        return failure != null && (failure instanceof SQLException || isOfDatabase(failure.getCause()));
    }

    private Optional<Instant> fail(JobInput job, String code, String sentence) {
        store.become(job, State.FAILED, code, sentence);
        LOG.errorf("job %d failed: %s", job.jobId(), code);
        return Optional.empty();
    }

    private Optional<Instant> tryAgain(JobInput job, String code, Exception failure, int attempts) {
        LOG.errorf(failure, "job %d, attempt %d failed", job.jobId(), job.attempt());
        String sentence = String.valueOf(failure.getMessage());
        if (job.attempt() >= attempts) {
            return fail(job, code, "Given up after " + job.attempt() + " attempts: " + sentence);
        }
        NodeSettings.Work work = configuration.node().work();
        long seconds = RetryDelay.seconds(job.attempt(), work.firstRetrySeconds(), work.longestRetrySeconds());
        store.become(job, State.QUEUED, code, sentence + " Tried again in " + seconds + " s.");
        LOG.warnf("job %d waits %d s: %s", job.jobId(), seconds, code);
        return Optional.of(Instant.now().plus(Duration.ofSeconds(seconds)));
    }
}
