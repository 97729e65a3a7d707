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

/** A received instance and the file that holds it. */
@Entity
@Table(name = "instance")
public class InstanceEntity {
    @Id
    @GeneratedValue(strategy = GenerationType.IDENTITY)
    private Long id;

    @ManyToOne(fetch = FetchType.LAZY, optional = false)
    @JoinColumn(name = "series_id")
    private SeriesEntity series;

    @Column(name = "sop_instance_uid")
    private String sopInstanceUid;

    @Column(name = "sop_class_uid")
    private String sopClassUid;

    @Column(name = "transfer_syntax_uid")
    private String transferSyntaxUid;

    @Column(name = "instance_number")
    private Integer instanceNumber;

    private String file;
    private long bytes;
    private String sha256;

    @Column(name = "calling_ae_title")
    private String callingAeTitle;

    @Column(name = "called_ae_title")
    private String calledAeTitle;

    private String peer;

    @Column(name = "association_id")
    private long associationId;

    @Column(name = "received_at")
    private Instant receivedAt;

    @Column(name = "receive_millis")
    private double receiveMillis;

    @Column(name = "other_content_count")
    private int otherContentCount;

    @ManyToOne(fetch = FetchType.LAZY)
    @JoinColumn(name = "purge_id")
    private PurgeEntity purge;

    /** For Hibernate. */
    protected InstanceEntity() {}

    /** The row's number. */
    public Long id() {
        return id;
    }

    /** The series it belongs to. */
    public SeriesEntity series() {
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

    /** The transfer syntax in which it came and is kept. */
    public String transferSyntaxUid() {
        return transferSyntaxUid;
    }

    /** The file, relative to the spool. */
    public String file() {
        return file;
    }

    /** Length of the file in bytes. */
    public long bytes() {
        return bytes;
    }

    /** SHA-256 of the data set as it came. */
    public String sha256() {
        return sha256;
    }

    /** Who sent it. */
    public String callingAeTitle() {
        return callingAeTitle;
    }

    /** Which of this node's AE titles was called. */
    public String calledAeTitle() {
        return calledAeTitle;
    }

    /** The address from which it came. */
    public String peer() {
        return peer;
    }

    /** When its row was committed. */
    public Instant receivedAt() {
        return receivedAt;
    }

    /** From the first byte of its data set to the last one written, in milliseconds. */
    public double receiveMillis() {
        return receiveMillis;
    }

    /** When and why its file went; null where it is there. */
    public PurgeEntity purge() {
        return purge;
    }

    /** How often the same UID came with other content. */
    public int otherContentCount() {
        return otherContentCount;
    }
}
