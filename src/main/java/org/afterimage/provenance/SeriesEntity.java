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

/** A received series. */
@Entity
@Table(name = "series")
public class SeriesEntity {
    @Id
    @GeneratedValue(strategy = GenerationType.IDENTITY)
    private Long id;

    @ManyToOne(fetch = FetchType.LAZY, optional = false)
    @JoinColumn(name = "study_id")
    private StudyEntity study;

    @Column(name = "series_instance_uid")
    private String seriesInstanceUid;

    private String modality;

    @Column(name = "series_number")
    private Integer seriesNumber;

    private String description;

    private String routing;

    @OneToMany(mappedBy = "series")
    @OrderBy("instanceNumber, id")
    private List<InstanceEntity> instances;

    @OneToMany(mappedBy = "series")
    @OrderBy("id")
    private List<RouteDecisionEntity> decisions;

    /** For Hibernate. */
    protected SeriesEntity() {}

    /** The row's number. */
    public Long id() {
        return id;
    }

    /** The study it belongs to. */
    public StudyEntity study() {
        return study;
    }

    /** Series Instance UID (0020,000E). */
    public String seriesInstanceUid() {
        return seriesInstanceUid;
    }

    /** Modality (0008,0060). */
    public String modality() {
        return modality;
    }

    /** Series Number (0020,0011). */
    public Integer seriesNumber() {
        return seriesNumber;
    }

    /** Series Description (0008,103E), decoded for display. */
    public String description() {
        return description;
    }

    /** In words, which route took the series or why none did; null while it was not routed. */
    public String routing() {
        return routing;
    }

    /** Its instances by Instance Number. */
    public List<InstanceEntity> instances() {
        return instances;
    }

    /** What each route decided on it. */
    public List<RouteDecisionEntity> decisions() {
        return decisions;
    }

    /** Records in words what routing decided. */
    public void routed(String decision) {
        routing = decision;
    }
}
