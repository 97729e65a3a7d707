package org.afterimage.work;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.persistence.LockModeType;
import jakarta.transaction.Transactional;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.afterimage.configuration.ActiveRoutes;
import org.afterimage.configuration.ConfigurationEdit;
import org.afterimage.configuration.VersionStore;
import org.afterimage.model.Sha256;
import org.afterimage.node.ConfigurationException;
import org.afterimage.node.NodeConfiguration;
import org.afterimage.node.NodeFolders;
import org.afterimage.provenance.DerivedInstanceEntity;
import org.afterimage.provenance.JobEntity;
import org.afterimage.provenance.JobEntity.State;
import org.afterimage.provenance.ReviewEntity;
import org.afterimage.provenance.ReviewEntity.Decision;
import org.afterimage.route.RouteSettings;
import org.jboss.logging.Logger;

/** Outputs that a gate held back, and what a person decides on them. */
@ApplicationScoped
public class HeldOutputs {
    private static final Logger LOG = Logger.getLogger(HeldOutputs.class);

    private final EntityManager entities;
    private final NodeFolders folders;
    private final NodeConfiguration configuration;
    private final ActiveRoutes routes;
    private final VersionStore versions;

    /** For the container. */
    public HeldOutputs(
            EntityManager entities,
            NodeFolders folders,
            NodeConfiguration configuration,
            ActiveRoutes routes,
            VersionStore versions) {
        this.entities = entities;
        this.folders = folders;
        this.configuration = configuration;
        this.routes = routes;
        this.versions = versions;
    }

    /** A job on which nothing can be decided; the sentence says why. */
    public static final class NotHeldException extends Exception {
        private static final long serialVersionUID = 1L;

        NotHeldException(String sentence) {
            super(sentence);
        }
    }

    /**
     * Who decides.
     *
     * @param name as it is recorded; of a program that acts for somebody both
     * @param isPerson whether it is a person who has signed in. A program's word, whomever it names, is none of two people's
     */
    public record Reviewer(String name, boolean isPerson) {}

    /**
     * Whether two people must release what a job made: as its route says, and where that says nothing, the node. Of a route that is gone, or
     * has another name by now, what it said when it took the series counts, so that a new name takes nobody's word away.
     */
    private boolean needsTwo(JobEntity job) {
        return routes.table().routes().stream()
                .filter(one -> one.name().equals(job.route()))
                .findFirst()
                .map(RouteSettings.Route::twoPeople)
                .orElseGet(() -> asDecided(job))
                .orElse(configuration.node().review().fourEyes());
    }

    /** Whether two people must release what a job made; there is such a job. */
    @Transactional
    public boolean needsTwo(long jobId) {
        return needsTwo(entities.find(JobEntity.class, jobId));
    }

    private Optional<Boolean> asDecided(JobEntity job) {
        if (job.configurationVersion() == null) {
            return Optional.empty();
        }
        try {
            return versions.find(job.configurationVersion())
                    .flatMap(then -> ConfigurationEdit.route(then.files(), job.route()))
                    .map(route -> route.get("fourEyes"))
                    .map(Boolean.TRUE::equals);
        } catch (SQLException | ConfigurationException e) {
            LOG.warnf(
                    "job %d: what its route said is not known, so two people are asked: %s", job.id(), e.getMessage());
            return Optional.of(true);
        }
    }

    /**
     * Records a person's decision, with what follows from it, in one transaction: what is released goes to the destination of its job,
     * byte for byte as it was held; what is rejected stays where it is and the job ends. Where a release needs two people, the first one's word is
     * recorded and the output stays held until another's.
     *
     * @return the job; empty when there is none of that number
     * @throws NotHeldException if the job is not held, a file of it is not the one that was held, or another person must release it
     */
    @Transactional(rollbackOn = Exception.class)
    public Optional<JobEntity> decide(long jobId, Decision decision, Reviewer reviewer, String reason)
            throws NotHeldException {
        JobEntity job = entities.find(JobEntity.class, jobId);
        if (job == null) {
            return Optional.empty();
        }
        entities.refresh(job, LockModeType.PESSIMISTIC_WRITE); // who asked may have read it before the lock
        if (job.state() != State.HELD) {
            throw new NotHeldException(
                    "Job " + jobId + " is " + job.state() + "; only a held output can be released or rejected.");
        }
        Instant now = Instant.now();
        String person = reviewer.name();
        if (decision == Decision.RELEASED) {
            if (job.purge() != null) {
                throw new NotHeldException(
                        "What job " + jobId + " made was " + job.purge().words() + ".");
            }
            requireUnchanged(job);
            if (isFirstOfTwo(job, reviewer)) {
                entities.persist(ReviewEntity.firstWord(job, person, reason, now));
                LOG.infof("job %d was released by one of two people", jobId);
                return Optional.of(refreshed(job));
            }
        }
        entities.persist(new ReviewEntity(job, decision, person, reason, now));
        if (decision == Decision.RELEASED) {
            job.become(State.DELIVERING, "RELEASED", "Released by " + person + ": " + reason, now);
        } else {
            job.become(State.REJECTED, "REJECTED", "Rejected by " + person + ": " + reason, now);
        }
        LOG.infof("job %d was %s by a person", jobId, decision);
        return Optional.of(refreshed(job));
    }

    /**
     * Whether a release is the first word of two. Where a first word is there, a second person is needed, whatever the configuration says
     * since.
     */
    private boolean isFirstOfTwo(JobEntity job, Reviewer reviewer) throws NotHeldException {
        Optional<ReviewEntity> first =
                job.reviews().stream().filter(ReviewEntity::isFirst).findFirst();
        boolean needsTwo = first.isPresent() || needsTwo(job);
        if (needsTwo && !reviewer.isPerson()) {
            throw new NotHeldException("Two people must release what job " + job.id()
                    + " made, each signed in as themselves: a program's token counts for nobody.");
        }
        if (first.isEmpty()) {
            return needsTwo;
        }
        if (first.get().person().equalsIgnoreCase(reviewer.name())) {
            throw new NotHeldException("Job " + job.id() + " was released by "
                    + first.get().person() + " already; another person must release it, too.");
        }
        return false;
    }

    /** With what was just recorded. */
    private JobEntity refreshed(JobEntity job) {
        entities.flush();
        entities.refresh(job);
        return job;
    }

    private void requireUnchanged(JobEntity job) throws NotHeldException {
        List<DerivedInstanceEntity> instances = job.derived().stream()
                .flatMap(series -> series.instances().stream())
                .toList();
        for (DerivedInstanceEntity instance : instances) {
            Path file = folders.derived().resolve(instance.file());
            if (!isHeld(file, instance.sha256())) {
                throw new NotHeldException("The file of instance " + instance.sopInstanceUid()
                        + " is not the one that was held, or is gone; it is not sent. provenance verify says more.");
            }
        }
    }

    private static boolean isHeld(Path file, String sha256) {
        try {
            return Files.exists(file) && Sha256.of(file).equals(sha256);
        } catch (IOException e) {
            LOG.errorf(e, "%s can't be read", file);
            return false;
        }
    }
}
