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
    /** What the destination said of it. */
    public enum Delivery {
        /** Nothing yet, or that it does not take it. */
        MADE,
        /** That it has stored it. */
        SENT,
        /** That it keeps it. */
        CONFIRMED
    }

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

    @Column(name = "pixel_sha256")
    private String pixelSha256;

    @Column(name = "source_pixel_sha256")
    private String sourcePixelSha256;

    @Column(name = "made_at")
    private Instant madeAt;

    @Enumerated(EnumType.STRING)
    private Delivery delivery;

    @Column(name = "confirmed_at")
    private Instant confirmedAt;

    private String confirmation;

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
        this.delivery = Delivery.MADE;
    }

    /** The same instance of another job's series, which has a file of its own with the same bytes. */
    public DerivedInstanceEntity of(DerivedSeriesEntity other, String itsFile) {
        DerivedInstanceEntity copy = new DerivedInstanceEntity(
                other, sopInstanceUid, sopClassUid, itsFile, bytes, sha256, madeAt, List.copyOf(sources));
        copy.showing(pixelSha256, sourcePixelSha256);
        return copy;
    }

    /** The destination has stored it. */
    public void sent() {
        delivery = Delivery.SENT;
    }

    /** The destination keeps it; {@code how} says how it confirmed that. */
    public void confirmed(String how, Instant now) {
        delivery = Delivery.CONFIRMED;
        confirmation = how;
        confirmedAt = now;
    }

    /** The destination does not have it any more, and gets it again. */
    public void missing(String why) {
        delivery = Delivery.MADE;
        confirmation = why;
    }

    /**
     * Records what it shows, before it is stored.
     *
     * @param pixels {@link PixelDigest} of its stored values
     * @param sourcePixels the same of the source whose place it has
     */
    public void showing(String pixels, String sourcePixels) {
        pixelSha256 = pixels;
        sourcePixelSha256 = sourcePixels;
    }

    /** Digest of its stored values; null where that was not recorded yet. */
    public String pixelSha256() {
        return pixelSha256;
    }

    /** Digest of the stored values of the source whose place it has; null where that was not recorded yet. */
    public String sourcePixelSha256() {
        return sourcePixelSha256;
    }

    /** When it was made. */
    public Instant madeAt() {
        return madeAt;
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

    /** What the destination said of it. */
    public Delivery delivery() {
        return delivery;
    }

    /** When the destination confirmed that it keeps it; null before. */
    public Instant confirmedAt() {
        return confirmedAt;
    }

    /** How the destination confirmed it, or why it does not; null where it was not asked. */
    public String confirmation() {
        return confirmation;
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
