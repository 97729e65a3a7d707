package org.afterimage.provenance;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.FetchType;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.JoinColumn;
import jakarta.persistence.JoinTable;
import jakarta.persistence.ManyToMany;
import jakarta.persistence.ManyToOne;
import jakarta.persistence.OneToMany;
import jakarta.persistence.OrderBy;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.List;

/** An instance that this node made, with the instances it was made from and the attempts to deliver it. */
@Entity
@Table(name = "derived_instance")
public class DerivedInstanceEntity {
    @Id
    @GeneratedValue(strategy = GenerationType.IDENTITY)
    private Long id;

    @ManyToOne(fetch = FetchType.LAZY, optional = false)
    @JoinColumn(name = "derived_series_id")
    private DerivedSeriesEntity series;

    @Column(name = "sop_instance_uid")
    private String sopInstanceUid;

    @Column(name = "sop_class_uid")
    private String sopClassUid;

    private String file;

    @SuppressWarnings("UnusedVariable") // Hibernate reads it
    private long bytes;

    private String sha256;

    @Column(name = "made_at")
    private Instant madeAt;

    @ManyToMany
    @JoinTable(
            name = "derived_source",
            joinColumns = @JoinColumn(name = "derived_instance_id"),
            inverseJoinColumns = @JoinColumn(name = "instance_id"))
    private List<InstanceEntity> sources;

    @OneToMany(mappedBy = "derivedInstance")
    @OrderBy("id")
    private List<DeliveryAttemptEntity> deliveries;

    /** For Hibernate. */
    protected DerivedInstanceEntity() {}

    /**
     * Records a derived instance.
     *
     * @param file relative to the folder of derived instances
     * @param bytes length of the file
     * @param sha256 of the file
     */
    public DerivedInstanceEntity(
            DerivedSeriesEntity series,
            String sopInstanceUid,
            String sopClassUid,
            String file,
            long bytes,
            String sha256,
            Instant madeAt,
            List<InstanceEntity> sources) {
        this.series = series;
        this.sopInstanceUid = sopInstanceUid;
        this.sopClassUid = sopClassUid;
        this.file = file;
        this.bytes = bytes;
        this.sha256 = sha256;
        this.madeAt = madeAt;
        this.sources = sources;
    }

    /** The row's number. */
    public Long id() {
        return id;
    }

    /** The derived series it belongs to. */
    public DerivedSeriesEntity series() {
        return series;
    }

    /** SOP Instance UID (0008,0018). */
    public String sopInstanceUid() {
        return sopInstanceUid;
    }

    /** SOP Class UID (0008,0016). */
    public String sopClassUid() {
        return sopClassUid;
    }

    /** The file, relative to the folder of derived instances. */
    public String file() {
        return file;
    }

    /** SHA-256 of the file. */
    public String sha256() {
        return sha256;
    }

    /** The instances that it was made from. */
    public List<InstanceEntity> sources() {
        return sources;
    }

    /** The attempts to deliver it. */
    public List<DeliveryAttemptEntity> deliveries() {
        return deliveries;
    }
}
