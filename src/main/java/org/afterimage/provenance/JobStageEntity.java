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

/** One stage that a job went through, with the time it took. */
@Entity
@Table(name = "job_stage")
public class JobStageEntity {
    @Id
    @GeneratedValue(strategy = GenerationType.IDENTITY)
    private Long id;

    @ManyToOne(fetch = FetchType.LAZY, optional = false)
    @JoinColumn(name = "job_id")
    @SuppressWarnings("UnusedVariable") // Hibernate reads it
    private JobEntity job;

    @Enumerated(EnumType.STRING)
    private Stage stage;

    private int attempt;

    @Column(name = "started_at")
    private Instant startedAt;

    private double millis;
    private String detail;

    /** For Hibernate. */
    protected JobStageEntity() {}

    /** Records a stage that is done. */
    public JobStageEntity(JobEntity job, Stage stage, Instant startedAt, double millis, String detail) {
        this.job = job;
        this.stage = stage;
        this.attempt = job.attempts();
        this.startedAt = startedAt;
        this.millis = millis;
        this.detail = detail;
    }

    /** Which stage. */
    public Stage stage() {
        return stage;
    }

    /** In which attempt, from 1; 0 for what came before the first. */
    public int attempt() {
        return attempt;
    }

    /** When it began. */
    public Instant startedAt() {
        return startedAt;
    }

    /** How long it took, in milliseconds. */
    public double millis() {
        return millis;
    }

    /** What it did, in words. */
    public String detail() {
        return detail;
    }
}
