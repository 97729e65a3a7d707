package org.afterimage.provenance;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.FetchType;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.JoinColumn;
import jakarta.persistence.ManyToOne;
import jakarta.persistence.Table;
import java.time.Instant;

/** How far a route is with a study: whether it waits for more of it, and what became of the waiting. */
@Entity
@Table(name = "study_route")
public class StudyRouteEntity {
    /** Whether more is waited for. */
    public enum State {
        /** The study is not complete for the route. */
        WAITING,
        /** The route decided, and its jobs are made. */
        DECIDED,
        /** The study was not complete in time, and a person must release it. */
        HELD,
        /** The study was not complete in time, and the route lets it be. */
        DISCARDED,
        /** A person wants it done with what is there. */
        RELEASED
    }

    @Id
    @GeneratedValue(strategy = GenerationType.IDENTITY)
    private Long id;

    @ManyToOne(fetch = FetchType.LAZY, optional = false)
    @JoinColumn(name = "study_id")
    private StudyEntity study;

    private String route;

    @Enumerated(EnumType.STRING)
    private State state;

    private String reason;

    @Column(name = "waits_since")
    private Instant waitsSince;

    @Column(name = "changed_at")
    private Instant changedAt;

    @Column(name = "seen_at")
    private Instant seenAt;

    /** For Hibernate. */
    protected StudyRouteEntity() {}

    /** A route begins to wait for a study. */
    public StudyRouteEntity(StudyEntity study, String route, Instant now) {
        this.study = study;
        this.route = route;
        this.state = State.WAITING;
        this.waitsSince = study.openedAt();
        this.changedAt = now;
    }

    /** The row's number. */
    public Long id() {
        return id;
    }

    /** The study. */
    public StudyEntity study() {
        return study;
    }

    /** The route. */
    public String route() {
        return route;
    }

    /** Whether more is waited for. */
    public State state() {
        return state;
    }

    /** For what it waits, or waited in vain; null when there is nothing to say. */
    public String reason() {
        return reason;
    }

    /** Since when it waits; the hard cap counts from here. */
    public Instant waitsSince() {
        return waitsSince;
    }

    /** When its state last changed. */
    public Instant changedAt() {
        return changedAt;
    }

    /** Whether the route is done with all that was received. */
    public boolean isDone() {
        return state != State.WAITING
                && state != State.RELEASED
                && study.lastReceivedAt().equals(seenAt);
    }

    /** Begins to wait anew, if it does not wait already. */
    public void open(Instant now) {
        if (state != State.WAITING) {
            waitsSince = changedAt.isAfter(study.openedAt()) ? changedAt : study.openedAt();
            state = State.WAITING;
            changedAt = now;
        }
    }

    /** Records for what it waits. */
    public void waits(String forWhat) {
        reason = forWhat;
    }

    /** Ends with what was received so far. */
    public void ends(State end, String why, Instant now) {
        state = end;
        reason = why;
        changedAt = now;
        seenAt = study.lastReceivedAt();
    }

    /** A person wants it done with what is there; the study must be looked at for it. */
    public void release(Instant now) {
        state = State.RELEASED;
        changedAt = now;
    }
}
