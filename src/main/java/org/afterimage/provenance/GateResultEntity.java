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

/** What one gate measured on one output. */
@Entity
@Table(name = "gate_result")
public class GateResultEntity {
    @Id
    @GeneratedValue(strategy = GenerationType.IDENTITY)
    private Long id;

    @ManyToOne(fetch = FetchType.LAZY, optional = false)
    @JoinColumn(name = "job_id")
    @SuppressWarnings("UnusedVariable") // Hibernate reads it
    private JobEntity job;

    @Column(name = "sop_instance_uid")
    private String sopInstanceUid;

    private String gate;
    private double measured;
    private String bound;
    private String verdict;
    private String sentence;

    @Column(name = "place_instance_uid")
    private String placeInstanceUid;

    @Column(name = "place_column")
    private Double placeColumn;

    @Column(name = "place_row")
    private Double placeRow;

    @Column(name = "place_radius")
    private Double placeRadius;

    /** For Hibernate. */
    protected GateResultEntity() {}

    /** Records one measurement. */
    public GateResultEntity(
            JobEntity job,
            String sopInstanceUid,
            String gate,
            double measured,
            String bound,
            String verdict,
            String sentence) {
        this.job = job;
        this.sopInstanceUid = sopInstanceUid;
        this.gate = gate;
        this.measured = measured;
        this.bound = bound;
        this.verdict = verdict;
        this.sentence = sentence;
    }

    /** Records in which source instance it was found. */
    public GateResultEntity in(String instanceUid) {
        placeInstanceUid = instanceUid;
        return this;
    }

    /** Records where in the image it was found, in pixels. */
    public void around(double column, double row, double radius) {
        placeColumn = column;
        placeRow = row;
        placeRadius = radius;
    }

    /** The source instance in which it was found; null where it was measured at no place, or passed. */
    public String placeInstanceUid() {
        return placeInstanceUid;
    }

    /** Where the middle of what was found is, in pixels from the left; null where that is the whole image. */
    public Double placeColumn() {
        return placeColumn;
    }

    /** The same from the top. */
    public Double placeRow() {
        return placeRow;
    }

    /** How far it reaches, in pixels; null where that is the whole image. */
    public Double placeRadius() {
        return placeRadius;
    }

    /** The source instance whose output was measured. */
    public String sopInstanceUid() {
        return sopInstanceUid;
    }

    /** The gate's name in the model's manifest. */
    public String gate() {
        return gate;
    }

    /** The measured value. */
    public double measured() {
        return measured;
    }

    /** What it was held against. */
    public String bound() {
        return bound;
    }

    /** PASS, WARN or HOLD. */
    public String verdict() {
        return verdict;
    }

    /** The same in words. */
    public String sentence() {
        return sentence;
    }
}
