package org.afterimage.provenance;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.FetchType;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.JoinColumn;
import jakarta.persistence.ManyToOne;
import jakarta.persistence.Table;
import java.time.Instant;

/** How many instances of each series the source of a study says that it has. */
@Entity
@Table(name = "expected_count")
public class ExpectedCountEntity {
    @Id
    @GeneratedValue(strategy = GenerationType.IDENTITY)
    private Long id;

    @ManyToOne(fetch = FetchType.LAZY, optional = false)
    @JoinColumn(name = "study_id")
    private StudyEntity study;

    private String remote;

    @Column(name = "next_ask_at")
    private Instant nextAskAt;

    @Column(name = "seen_at")
    private Instant seenAt;

    private String problem;

    private String series;

    /** For Hibernate. */
    protected ExpectedCountEntity() {}

    /** A source that is to be asked. */
    public ExpectedCountEntity(StudyEntity study, String remote) {
        this.study = study;
        this.remote = remote;
    }

    /** The row's number. */
    public Long id() {
        return id;
    }

    /** The study. */
    public StudyEntity study() {
        return study;
    }

    /** AE title of the source. */
    public String remote() {
        return remote;
    }

    /** Whether the answer is younger than the last instance. */
    public boolean isCurrent() {
        return study.lastReceivedAt().equals(seenAt);
    }

    /** Why the source could not be asked; null when it was. */
    public String problem() {
        return problem;
    }

    /** Its series as JSON; null before an answer. */
    public String series() {
        return series;
    }

    /** Whether it is to be asked. */
    public boolean isToBeAsked() {
        return nextAskAt != null;
    }

    /** Sets when to ask. */
    public void askAt(Instant time) {
        nextAskAt = time;
    }

    /** Records an answer on what had been received by then. */
    public void answered(String seriesJson, Instant lastReceivedAt) {
        series = seriesJson;
        problem = null;
        seenAt = lastReceivedAt;
        nextAskAt = null;
    }

    /** Records that there was no answer. */
    public void failed(String why, Instant lastReceivedAt, Instant again) {
        problem = why;
        seenAt = lastReceivedAt;
        nextAskAt = again;
    }
}
