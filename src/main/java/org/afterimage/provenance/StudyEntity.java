package org.afterimage.provenance;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.OneToMany;
import jakarta.persistence.OrderBy;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.List;

/** A study of which at least one instance was received. */
@Entity
@Table(name = "study")
public class StudyEntity {
    /** Whether more is waited for. */
    public enum State {
        /** Instances came within the quiet time. */
        RECEIVING,
        /** The study was complete and its series were routed. */
        ROUTED
    }

    /** The end of what the database's times are used for. */
    private static final Instant FOREVER = Instant.parse("9999-01-01T00:00:00Z");

    @Id
    @GeneratedValue(strategy = GenerationType.IDENTITY)
    private Long id;

    @Column(name = "study_instance_uid")
    private String studyInstanceUid;

    @Column(name = "patient_id")
    private String patientId;

    @Column(name = "patient_name")
    private String patientName;

    @Column(name = "accession_number")
    private String accessionNumber;

    @Column(name = "study_date")
    private String studyDate;

    private String description;

    @Enumerated(EnumType.STRING)
    private State state;

    @Column(name = "first_received_at")
    private Instant firstReceivedAt;

    @Column(name = "last_received_at")
    private Instant lastReceivedAt;

    @Column(name = "due_at")
    private Instant dueAt;

    @Column(name = "opened_at")
    private Instant openedAt;

    @Column(name = "cap_at")
    private Instant capAt;

    @OneToMany(mappedBy = "study")
    @OrderBy("id")
    private List<StudyRouteEntity> routes;

    @OneToMany(mappedBy = "study")
    @OrderBy("id")
    private List<SeriesEntity> series;

    /** For Hibernate. */
    protected StudyEntity() {}

    /** The row's number. */
    public Long id() {
        return id;
    }

    /** Study Instance UID (0020,000D). */
    public String studyInstanceUid() {
        return studyInstanceUid;
    }

    /** Patient ID (0010,0020), decoded for display. */
    public String patientId() {
        return patientId;
    }

    /** Patient's Name (0010,0010), decoded for display. */
    public String patientName() {
        return patientName;
    }

    /** Accession Number (0008,0050). */
    public String accessionNumber() {
        return accessionNumber;
    }

    /** Study Date (0008,0020) as sent. */
    public String studyDate() {
        return studyDate;
    }

    /** Study Description (0008,1030), decoded for display. */
    public String description() {
        return description;
    }

    /** Whether more is waited for. */
    public State state() {
        return state;
    }

    /** When its first instance was committed. */
    public Instant firstReceivedAt() {
        return firstReceivedAt;
    }

    /** When its last instance was committed. */
    public Instant lastReceivedAt() {
        return lastReceivedAt;
    }

    /** When it counts as complete, or is looked at again. */
    public Instant dueAt() {
        return dueAt;
    }

    /** When the first instance came since it was last routed, or ever. */
    public Instant openedAt() {
        return openedAt;
    }

    /** When it is looked at even if instances keep coming; null where no route has a hard cap. */
    public Instant capAt() {
        return capAt;
    }

    /** How far the routes that take something of it are. */
    public List<StudyRouteEntity> routes() {
        return routes;
    }

    /** Its series in the order in which they came. */
    public List<SeriesEntity> series() {
        return series;
    }

    /** Records that its series were routed. */
    public void routed() {
        state = State.ROUTED;
        capAt = null;
    }

    /**
     * Has it looked at again, since a route waits for more of it.
     *
     * @param due when nothing comes until then
     * @param cap even if something comes
     */
    public void lookAt(Instant due, Instant cap) {
        state = State.RECEIVING;
        dueAt = bounded(due);
        capAt = cap.isBefore(FOREVER) ? cap : null;
    }

    private static Instant bounded(Instant time) {
        return time.isBefore(FOREVER) ? time : FOREVER;
    }
}
