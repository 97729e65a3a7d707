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

/** What a person decided on an output that a gate held back. */
@Entity
@Table(name = "review")
public class ReviewEntity {
    /** What can be decided. */
    public enum Decision {
        /** It goes to its destination as it is. */
        RELEASED,
        /** It goes nowhere. */
        REJECTED
    }

    @Id
    @GeneratedValue(strategy = GenerationType.IDENTITY)
    private Long id;

    @ManyToOne(fetch = FetchType.LAZY, optional = false)
    @JoinColumn(name = "job_id")
    @SuppressWarnings("UnusedVariable") // Hibernate reads it
    private JobEntity job;

    @Enumerated(EnumType.STRING)
    private Decision decision;

    private String person;
    private String reason;

    @Column(name = "decided_at")
    private Instant decidedAt;

    /** True or null: of these words there is one, and of those that decide another. */
    @Column(name = "is_first")
    private Boolean first;

    /** For Hibernate. */
    protected ReviewEntity() {}

    /** Records a decision. */
    public ReviewEntity(JobEntity job, Decision decision, String person, String reason, Instant decidedAt) {
        this.job = job;
        this.decision = decision;
        this.person = person;
        this.reason = reason;
        this.decidedAt = decidedAt;
    }

    /** Records the first of two words that a release needs; it decides nothing by itself. */
    public static ReviewEntity firstWord(JobEntity job, String person, String reason, Instant saidAt) {
        ReviewEntity word = new ReviewEntity(job, Decision.RELEASED, person, reason, saidAt);
        word.first = true;
        return word;
    }

    /** Whether it is the first of two words, after which the output is still held. */
    public boolean isFirst() {
        return first != null;
    }

    /** What was decided. */
    public Decision decision() {
        return decision;
    }

    /** Who decided. */
    public String person() {
        return person;
    }

    /** Why. */
    public String reason() {
        return reason;
    }

    /** When. */
    public Instant decidedAt() {
        return decidedAt;
    }
}
