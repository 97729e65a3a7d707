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
