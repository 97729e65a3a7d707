package org.afterimage.start;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.afterimage.console.JobPageView;
import org.afterimage.node.Confirmation;
import org.afterimage.provenance.JobEntity.State;
import org.afterimage.provenance.StudyEntity;
import org.afterimage.web.JobView;
import org.afterimage.web.StudyView;

/**
 * A test study on its way, as of now.
 *
 * @param uid its Study Instance UID
 * @param sentAt when it was sent
 * @param study what the node has of it; null until it is in the index
 * @param trips what the routes made of it, one a job
 * @param quietSeconds for which more of it is waited for
 */
public record Journey(String uid, Instant sentAt, StudyView study, List<Trip> trips, int quietSeconds) {

    /**
     * A job of it.
     *
     * @param view the job with its stages
     * @param confirmation how its destination is asked whether it keeps what it was sent
     */
    public record Trip(JobPageView view, Confirmation confirmation) {
        /** The job. */
        public JobView job() {
            return view.job();
        }

        /** Whether the destination is asked for nothing more than its answer. */
        public boolean unasked() {
            return confirmation == Confirmation.NONE;
        }

        /** Whether the result is at the destination. */
        public boolean arrived() {
            return job().state() == State.SENT || job().state() == State.CONFIRMED;
        }

        /** Whether something keeps it from getting there that a person has to look at. */
        public boolean stuck() {
            return job().reason() != null && !arrived();
        }
    }

    /** Whether it waits for more images of the study. */
    public boolean waits() {
        return study != null && trips.isEmpty() && study.state() == StudyEntity.State.RECEIVING;
    }

    /** Whether no route took it. */
    public boolean untaken() {
        return study != null && trips.isEmpty() && study.state() == StudyEntity.State.ROUTED;
    }

    /** Whether nothing more will happen to it by itself. */
    public boolean ended() {
        return untaken()
                || !trips.isEmpty()
                        && trips.stream()
                                .allMatch(trip -> trip.job().endedAt() != null
                                        || trip.job().state() == State.HELD);
    }

    /** Whether a result came to its destination and nothing is under way any more. */
    public boolean cameBack() {
        return ended() && trips.stream().anyMatch(Trip::arrived);
    }

    /** From the first image to the last answer, in seconds with one decimal. */
    public String seconds() {
        Instant last = trips.stream()
                .map(trip -> trip.job().endedAt())
                .filter(end -> end != null)
                .max(Instant::compareTo)
                .orElse(sentAt);
        Duration took = Duration.between(study == null ? sentAt : study.firstReceivedAt(), last);
        return String.format(Locale.ROOT, "%.1f", took.toMillis() / 1000.0);
    }
}
