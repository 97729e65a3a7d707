package org.afterimage.work;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.persistence.LockModeType;
import jakarta.transaction.Transactional;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.afterimage.model.Sha256;
import org.afterimage.node.NodeConfiguration;
import org.afterimage.node.NodeFolders;
import org.afterimage.provenance.DerivedInstanceEntity;
import org.afterimage.provenance.DerivedSeriesEntity;
import org.afterimage.provenance.JobEntity;
import org.afterimage.provenance.JobEntity.State;
import org.jboss.logging.Logger;

/**
 * Sends what a job made to another destination. That is a job of its own, which is delivered, confirmed, retracted and purged as any other,
 * with files of its own: links to those of the first where the file system has them.
 */
@ApplicationScoped
public class ResultCopies {
    /** No retraction decides meanwhile what it withdraws. */
    private static final String LOCK = "select cast(pg_advisory_xact_lock_shared(" + Retracting.LOCK + ") as text)";

    private static final Logger LOG = Logger.getLogger(ResultCopies.class);

    /** What has passed its checks, or was released by a person. */
    private static final Set<State> SENDABLE =
            EnumSet.of(State.DELIVERING, State.SENT, State.CONFIRMED, State.SHADOWED, State.FAILED, State.CANCELLED);

    private final EntityManager entities;
    private final NodeConfiguration configuration;
    private final NodeFolders folders;
    private final Destinations destinations;

    /** For the container. */
    public ResultCopies(
            EntityManager entities, NodeConfiguration configuration, NodeFolders folders, Destinations destinations) {
        this.entities = entities;
        this.configuration = configuration;
        this.folders = folders;
        this.destinations = destinations;
    }

    /** Whether what a job made may be sent elsewhere when it is in this state. */
    public static boolean isSendable(State state) {
        return SENDABLE.contains(state);
    }

    /**
     * Sends it.
     *
     * @param destination AE title of a remote
     * @return the new job
     */
    @Transactional(rollbackOn = Exception.class)
    public JobEntity send(long jobId, String destination)
            throws JobControl.NoSuchJobException, JobControl.NotPossibleException {
        entities.createNativeQuery(LOCK).getSingleResult();
        JobEntity job = entities.find(JobEntity.class, jobId);
        if (job == null) {
            throw new JobControl.NoSuchJobException(jobId);
        }
        entities.refresh(job, LockModeType.PESSIMISTIC_WRITE); // who asked may have read it before the lock
        require(job, destination);
        requireUnchanged(job);
        Instant now = Instant.now();
        JobEntity copy = job.sentElsewhere(destination, now);
        entities.persist(copy);
        entities.flush();
        copyResults(job, copy);
        destinations.waiting(destination).ifPresent(waiting -> copy.explain(waiting.code(), waiting.sentence(), now));
        entities.flush();
        entities.clear(); // what was just made does not know its parts yet
        LOG.infof("job %d sends what job %d made to %s", copy.id(), jobId, destination);
        return entities.find(JobEntity.class, copy.id());
    }

    private void require(JobEntity job, String destination) throws JobControl.NotPossibleException {
        String name = "Job " + job.id();
        if (job.noteOf() != null) {
            throw refused(name + " sends a rejection note, which is for its destination alone.");
        }
        if (job.copyOf() != null) {
            throw refused(name + " sends what job " + job.copyOf().id() + " made; send that one elsewhere.");
        }
        if (!isSendable(job.state()) || job.derived().isEmpty()) {
            throw refused(name + " is " + job.state() + (isSendable(job.state()) ? " and made nothing" : "")
                    + "; only what was made, and is not held, rejected or withdrawn, is sent elsewhere.");
        }
        if (job.purge() != null) {
            throw refused("What job " + job.id() + " made was " + job.purge().words() + ".");
        }
        if (configuration.remote(destination).isEmpty()) {
            throw refused("remotes.yaml lists no " + destination + ".");
        }
        if (job.destination().equals(destination)) {
            throw refused(name + " sends it to " + destination + " itself.");
        }
        List<Long> others = entities.createQuery(
                        "select id from JobEntity where copyOf = :job and destination = :destination", Long.class)
                .setParameter("job", job)
                .setParameter("destination", destination)
                .getResultList();
        if (!others.isEmpty()) {
            throw refused("Job " + others.get(0) + " sends it to " + destination + "; retry that one where it failed.");
        }
    }

    private void requireUnchanged(JobEntity job) throws JobControl.NotPossibleException {
        for (DerivedSeriesEntity series : job.derived()) {
            for (DerivedInstanceEntity instance : series.instances()) {
                Path file = folders.derived().resolve(instance.file());
                try {
                    if (Files.exists(file) && Sha256.of(file).equals(instance.sha256())) {
                        continue;
                    }
                } catch (IOException e) {
                    LOG.errorf(e, "%s can't be read", file);
                }
                throw refused("The file of instance " + instance.sopInstanceUid()
                        + " is not the one that was made, or is gone; it is not sent. provenance verify says more.");
            }
        }
    }

    private void copyResults(JobEntity job, JobEntity copy) throws JobControl.NotPossibleException {
        Path folder = folders.derived().resolve(Long.toString(copy.id()));
        List<Path> made = new ArrayList<>();
        try {
            Files.createDirectories(folder);
            for (DerivedSeriesEntity series : job.derived()) {
                DerivedSeriesEntity itsSeries = series.of(copy);
                entities.persist(itsSeries);
                for (DerivedInstanceEntity instance : series.instances()) {
                    Path from = folders.derived().resolve(instance.file());
                    Path to = folder.resolve(from.getFileName().toString());
                    Files.deleteIfExists(to); // left by a node that was killed here; the number was not used since
                    copy(from, to);
                    made.add(to);
                    entities.persist(instance.of(
                            itsSeries, folders.derived().relativize(to).toString()));
                }
            }
            sync(folder);
            sync(folders.derived());
        } catch (IOException e) {
            made.forEach(ResultCopies::remove);
            throw refused("The files of job " + job.id() + " can't be copied: " + e.getMessage());
        }
    }

    /** A link is as durable as its folder; a copy is synced by itself. */
    private static void copy(Path from, Path to) throws IOException {
        try {
            Files.createLink(to, from);
        } catch (IOException | UnsupportedOperationException e) {
            Files.copy(from, to);
            sync(to);
        }
    }

    private static void sync(Path path) throws IOException {
        StandardOpenOption mode = Files.isDirectory(path) ? StandardOpenOption.READ : StandardOpenOption.WRITE;
        try (FileChannel channel = FileChannel.open(path, mode)) {
            channel.force(true);
        }
    }

    private static void remove(Path file) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            LOG.warnf("%s can't be removed: %s", file, e.getMessage());
        }
    }

    private static JobControl.NotPossibleException refused(String sentence) {
        return new JobControl.NotPossibleException(sentence);
    }
}
