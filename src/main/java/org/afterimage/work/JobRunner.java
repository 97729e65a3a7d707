package org.afterimage.work;

import jakarta.inject.Singleton;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.afterimage.check.DomainViolation;
import org.afterimage.deliver.DeliveryAnswer;
import org.afterimage.deliver.StoreDelivery;
import org.afterimage.dicom.io.TransferSyntax;
import org.afterimage.dicom.net.DicomNetwork;
import org.afterimage.dicom.net.Timeouts;
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
import org.afterimage.synthesize.SynthesisException;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;

/** Brings one job as far as it goes now. Every step can be repeated: UIDs are deterministic and rows of an unfinished attempt are replaced. */
@Singleton // made with the work loop at the start, so that what it lacks stops the start and not the first study
public class JobRunner {
    private static final Logger LOG = Logger.getLogger(JobRunner.class);

    private final JobStore store;
    private final ModelCatalogue catalogue;
    private final LoadedModels models;
    private final NodeConfiguration configuration;
    private final DerivedFolder derivedFolder;
    private final Pipeline pipeline;
    private final StoreDelivery delivery;

    /** For the container. */
    public JobRunner(
            JobStore store,
            ModelCatalogue catalogue,
            LoadedModels models,
            NodeConfiguration configuration,
            NodeFolders folders,
            DicomNetwork network,
            @ConfigProperty(name = "quarkus.application.version") String version) {
        this.store = store;
        this.catalogue = catalogue;
        this.models = models;
        this.configuration = configuration;
        this.derivedFolder = new DerivedFolder(folders.derived());
        this.pipeline = new Pipeline(new NodeIdentity(configuration.node().ownAeTitle(), version));
        this.delivery = new StoreDelivery(network, configuration.node().ownAeTitle(), Timeouts.defaults());
    }

    /**
     * Works on a job.
     *
     * @return when to try again; empty when the job has ended
     */
    public Optional<Instant> run(long jobId) {
        Optional<JobInput> taken = store.takeUp(jobId, models.engineName());
        if (taken.isEmpty()) {
            return Optional.empty();
        }
        JobInput job = taken.get();
        try {
            List<JobInput.MadeFile> files = job.made().isEmpty() ? make(job) : job.made();
            return files.isEmpty() ? Optional.empty() : deliver(job, files);
        } catch (SynthesisException | InferenceException | IOException | RuntimeException e) {
            LOG.errorf(e, "job %d, attempt %d failed", jobId, job.attempt());
            return tryAgain(job, State.FAILED, "ERROR", String.valueOf(e.getMessage()));
        }
    }

    /** Returns the files to deliver, or none when the job ended as skipped or held. */
    private List<JobInput.MadeFile> make(JobInput job) throws SynthesisException, InferenceException, IOException {
        Optional<ModelPackage> model = catalogue
                .find(job.modelId(), Optional.of(job.modelVersion()))
                .filter(found -> found.sha256().equals(job.modelSha256()));
        if (model.isEmpty()) {
            store.become(
                    job.jobId(),
                    State.FAILED,
                    "MODEL_MISSING",
                    "The model " + job.modelId() + " " + job.modelVersion()
                            + " that the route chose is no longer here.");
            return List.of();
        }
        Pipeline.Outcome outcome = pipeline.run(
                SourceFiles.series(job),
                model.get(),
                models.get(model.get()),
                job.createdAt(),
                job.takenNumbers(),
                (stage, startedAt, millis, detail) -> store.stageDone(job.jobId(), stage, startedAt, millis, detail));
        if (outcome instanceof Pipeline.Skipped skipped) {
            skip(job, skipped.domain().reasons());
            return List.of();
        }
        return keep(job, (Pipeline.Synthesised) outcome);
    }

    private void skip(JobInput job, List<DomainViolation> violations) {
        String sentence =
                violations.stream().map(DomainViolation::sentence).distinct().collect(Collectors.joining(" "));
        store.become(job.jobId(), State.SKIPPED, violations.get(0).code(), sentence);
        LOG.infof("job %d skipped: %s", job.jobId(), violations.get(0).code());
    }

    private List<JobInput.MadeFile> keep(JobInput job, Pipeline.Synthesised result) throws IOException {
        store.gates(job.jobId(), result.gates());
        Instant start = Instant.now();
        long nanos = System.nanoTime();
        Made made = derivedFolder.write(job, result.derived().encodedAs(syntaxFor(job)), result.synthetic());
        String number = "series " + made.seriesNumber() + ", "
                + made.instances().size() + (made.instances().size() == 1 ? " instance" : " instances");
        store.stageDone(
                job.jobId(), Stage.DERIVED, start, result.deriveMillis() + (System.nanoTime() - nanos) / 1e6, number);
        List<JobInput.MadeFile> files = store.made(job.jobId(), made, result.heldBecause());
        if (result.heldBecause().isPresent()) {
            LOG.warnf("job %d held: %s", job.jobId(), result.heldBecause().get());
            return List.of();
        }
        return files;
    }

    private TransferSyntax syntaxFor(JobInput job) {
        return configuration
                .remote(job.destination())
                .map(RemoteSettings.Remote::derivedTransferSyntax)
                .orElse(DerivedTransferSyntax.EXPLICIT)
                .syntax();
    }

    private Optional<Instant> deliver(JobInput job, List<JobInput.MadeFile> files) throws IOException {
        Optional<RemoteSettings.Remote> remote = configuration.remote(job.destination());
        if (remote.isEmpty()) {
            return tryAgain(
                    job,
                    State.DELIVERING,
                    "DESTINATION_UNKNOWN",
                    "remotes.yaml no longer lists the destination " + job.destination() + ".");
        }
        Instant start = Instant.now();
        long nanos = System.nanoTime();
        List<Path> paths = files.stream().map(JobInput.MadeFile::file).toList();
        List<DeliveryAnswer> answers = delivery.send(paths, configuration.ae(remote.get()));
        store.answers(files, job.destination(), answers);
        List<DeliveryAnswer> missing =
                answers.stream().filter(answer -> !answer.isStored()).toList();
        if (!missing.isEmpty()) {
            boolean refused = missing.get(0).kind() == DeliveryAnswer.Kind.REFUSED;
            String sentence = missing.size() + " of " + answers.size() + " instances are not at " + job.destination()
                    + ": " + missing.get(0).message();
            return tryAgain(job, State.DELIVERING, refused ? "REFUSED" : "UNREACHABLE", sentence);
        }
        String detail =
                answers.size() + (answers.size() == 1 ? " instance" : " instances") + " at " + job.destination();
        store.stageDone(job.jobId(), Stage.DELIVERED, start, (System.nanoTime() - nanos) / 1e6, detail);
        store.become(job.jobId(), State.DELIVERED, null, null);
        LOG.infof("job %d delivered: %s", job.jobId(), detail);
        return Optional.empty();
    }

    private Optional<Instant> tryAgain(JobInput job, State waiting, String code, String sentence) {
        NodeSettings.Work work = configuration.node().work();
        if (job.attempt() >= work.attempts()) {
            store.become(job.jobId(), State.FAILED, code, "Given up after " + job.attempt() + " attempts: " + sentence);
            LOG.errorf("job %d given up after %d attempts: %s", job.jobId(), job.attempt(), code);
            return Optional.empty();
        }
        State state = waiting == State.FAILED ? State.QUEUED : waiting;
        long seconds = RetryDelay.seconds(job.attempt(), work.firstRetrySeconds(), work.longestRetrySeconds());
        store.become(job.jobId(), state, code, sentence + " Tried again in " + seconds + " s.");
        LOG.warnf("job %d waits %d s: %s", job.jobId(), seconds, code);
        return Optional.of(Instant.now().plus(Duration.ofSeconds(seconds)));
    }
}
