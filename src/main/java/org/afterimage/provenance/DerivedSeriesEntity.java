package org.afterimage.provenance;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.FetchType;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.JoinColumn;
import jakarta.persistence.ManyToOne;
import jakarta.persistence.OneToMany;
import jakarta.persistence.OrderBy;
import jakarta.persistence.Table;
import java.util.List;

/** A series that this node made. */
@Entity
@Table(name = "derived_series")
public class DerivedSeriesEntity {
    @Id
    @GeneratedValue(strategy = GenerationType.IDENTITY)
    private Long id;

    @ManyToOne(fetch = FetchType.LAZY, optional = false)
    @JoinColumn(name = "job_id")
    private JobEntity job;

    @Column(name = "series_instance_uid")
    private String seriesInstanceUid;

    @Column(name = "series_number")
    private int seriesNumber;

    private String description;
    private String role;
    private String algorithm;

    @Column(name = "parameter_digest")
    private String parameterDigest;

    @OneToMany(mappedBy = "series")
    @OrderBy("id")
    private List<DerivedInstanceEntity> instances;

    /** For Hibernate. */
    protected DerivedSeriesEntity() {}

    /** Records a derived series. */
    public DerivedSeriesEntity(JobEntity job, String seriesInstanceUid, int seriesNumber, String description) {
        this.job = job;
        this.seriesInstanceUid = seriesInstanceUid;
        this.seriesNumber = seriesNumber;
        this.description = description;
    }

    /**
     * Records what its pixels depend on besides their sources and the model's weights.
     *
     * @param whichRole what it is among the series made from its sources
     * @param code name and revision of the code around the network
     * @param parameters SHA-256 of the manifest's settings
     */
    public void madeBy(String whichRole, String code, String parameters) {
        role = whichRole;
        algorithm = code;
        parameterDigest = parameters;
    }

    /** The same series, to be sent by another job. */
    public DerivedSeriesEntity of(JobEntity other) {
        DerivedSeriesEntity copy = new DerivedSeriesEntity(other, seriesInstanceUid, seriesNumber, description);
        copy.madeBy(role, algorithm, parameterDigest);
        return copy;
    }

    /** The row's number. */
    public Long id() {
        return id;
    }

    /** What it is among the series made from its sources; null where that was not recorded yet. */
    public String role() {
        return role;
    }

    /** Name and revision of the code around the network; null where that was not recorded yet. */
    public String algorithm() {
        return algorithm;
    }

    /** SHA-256 of the manifest's settings that the pixels depend on; null where that was not recorded yet. */
    public String parameterDigest() {
        return parameterDigest;
    }

    /** The job that made it. */
    public JobEntity job() {
        return job;
    }

    /** Series Instance UID (0020,000E). */
    public String seriesInstanceUid() {
        return seriesInstanceUid;
    }

    /** Series Number (0020,0011). */
    public int seriesNumber() {
        return seriesNumber;
    }

    /** Series Description (0008,103E). */
    public String description() {
        return description;
    }

    /** Its instances. */
    public List<DerivedInstanceEntity> instances() {
        return instances;
    }
}
