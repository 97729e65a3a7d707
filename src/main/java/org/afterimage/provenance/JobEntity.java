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
import jakarta.persistence.OrderColumn;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.hibernate.annotations.JdbcTypeCode;
import org.hibernate.type.SqlTypes;

/** The work on one series, or on several of one study, by one route: what was decided, how far it came, and why it ended as it did. */
@Entity
@Table(name = "job")
public class JobEntity {
    /** How far a job came. */
    public enum State {
        /** Waits for a free slot. */
        QUEUED,
        /** Pixels are being made and checked. */
        RUNNING,
        /** The derived series is on disk and on its way. */
        DELIVERING,
        /** The destination answered for each instance that it has stored it; it may have been asked to confirm that. */
        SENT,
        /** The destination has confirmed that it keeps each instance. */
        CONFIRMED,
        /** Made and not sent: the route was in shadow mode. */
        SHADOWED,
        /** Left out on purpose; the reason says why. */
        SKIPPED,
        /** Made, but kept for a person to decide. */
        HELD,
        /** Made, and a person decided that it goes nowhere. */
        REJECTED,
        /** Made, and withdrawn by a person afterwards, wherever it came to; it goes nowhere any more. */
        RETRACTED,
        /** Given up; the reason says why. */
        FAILED,
        /** A person called it off. */
        CANCELLED;

        /** Whether such a job is always at its end; one that is SENT is where nothing confirms it. */
        boolean isAnEnd() {
            return this != QUEUED && this != RUNNING && this != DELIVERING && this != SENT;
        }

        /** Whether the destination has all of it. */
        public boolean isDelivered() {
            return this == SENT || this == CONFIRMED;
        }
    }

    /** Stands for route and model of the jobs that send rejection notes. */
    public static final String REJECTION_NOTE = "rejection-note";

    @Id
    @GeneratedValue(strategy = GenerationType.IDENTITY)
    private Long id;

    @ManyToOne(fetch = FetchType.LAZY, optional = false)
    @JoinColumn(name = "series_id")
    private SeriesEntity series;

    @ManyToMany
    @JoinTable(
            name = "job_source",
            joinColumns = @JoinColumn(name = "job_id"),
            inverseJoinColumns = @JoinColumn(name = "series_id"))
    @OrderColumn(name = "place")
    private List<SeriesEntity> sources;

    @ManyToOne(fetch = FetchType.LAZY)
    @JoinColumn(name = "model_version_id")
    private ModelVersionEntity modelVersion;

    private String route;
    private String model;
    private String destination;

    @Column(name = "input_digest")
    private String inputDigest;

    @Enumerated(EnumType.STRING)
    private State state;

    @Column(name = "reason_code")
    private String reasonCode;

    private String reason;
    private String engine;
    private int attempts;

    @JdbcTypeCode(SqlTypes.SMALLINT)
    private int priority;

    private int interruptions;

    @Column(name = "change_map")
    private boolean changeMap;

    @Column(name = "delivery_attempts")
    private int deliveryAttempts;

    @Column(name = "offered_at")
    private Instant offeredAt;

    @Column(name = "confirmation_attempts")
    private int confirmationAttempts;

    @Column(name = "next_at")
    private Instant nextAt;

    private int claims;
    private String node;

    @ManyToOne(fetch = FetchType.LAZY)
    @JoinColumn(name = "reprocess_of")
    private JobEntity reprocessOf;

    @ManyToOne(fetch = FetchType.LAZY)
    @JoinColumn(name = "copy_of")
    private JobEntity copyOf;

    @ManyToOne(fetch = FetchType.LAZY)
    @JoinColumn(name = "retracted_by")
    private RetractionEntity retractedBy;

    @ManyToOne(fetch = FetchType.LAZY)
    @JoinColumn(name = "note_of")
    private RetractionEntity noteOf;

    @Column(name = "configuration_version_id")
    private Long configurationVersion;

    @Column(name = "created_at")
    private Instant createdAt;

    @Column(name = "updated_at")
    private Instant updatedAt;

    @Column(name = "ended_at")
    private Instant endedAt;

    @ManyToOne(fetch = FetchType.LAZY)
    @JoinColumn(name = "purge_id")
    private PurgeEntity purge;

    @OneToMany(mappedBy = "job")
    @OrderBy("id")
    private List<JobStageEntity> stages = new ArrayList<>();

    @OneToMany(mappedBy = "job")
    @OrderBy("id")
    private List<GateResultEntity> gates = new ArrayList<>();

    @OneToMany(mappedBy = "job")
    @OrderBy("id")
    private List<ReviewEntity> reviews = new ArrayList<>();

    @OneToMany(mappedBy = "job")
    @OrderBy("id")
    private List<DerivedSeriesEntity> derived = new ArrayList<>();

    /** For Hibernate. */
    protected JobEntity() {}

    /**
     * Queues the work that a route decided on.
     *
     * @param sources every series that the job is given, at least one
     */
    public JobEntity(
            List<SeriesEntity> sources,
            ModelVersionEntity modelVersion,
            String route,
            String model,
            String destination,
            String inputDigest,
            Instant now) {
        this.series = sources.get(0);
        this.sources = List.copyOf(sources);
        this.modelVersion = modelVersion;
        this.route = route;
        this.model = model;
        this.destination = destination;
        this.inputDigest = inputDigest;
        this.state = State.QUEUED;
        this.createdAt = now;
        this.updatedAt = now;
        this.nextAt = now;
    }

    /** Does the work of this job again, with another model version. */
    public JobEntity reprocessed(ModelVersionEntity version, Instant now) {
        JobEntity again = new JobEntity(sources, version, route, version.modelId(), destination, inputDigest, now);
        again.priority = priority;
        again.reprocessOf = this;
        again.configurationVersion = configurationVersion;
        again.changeMap = changeMap;
        return again;
    }

    /** Sends what this job made to another destination; there is nothing to be made, only to be delivered. */
    public JobEntity sentElsewhere(String elsewhere, Instant now) {
        JobEntity copy = new JobEntity(sources, modelVersion, route, model, elsewhere, inputDigest, now);
        copy.copyOf = this;
        copy.engine = engine;
        copy.priority = priority;
        copy.configurationVersion = configurationVersion;
        copy.changeMap = changeMap;
        copy.state = State.DELIVERING;
        return copy;
    }

    /**
     * Tells a destination by a rejection note that outputs were withdrawn; there is nothing to be made, only to be delivered.
     *
     * @param sources the series that the withdrawn outputs were made from, at least one
     * @param digest of what the note lists
     */
    public static JobEntity rejectionNote(
            RetractionEntity retraction, List<SeriesEntity> sources, String destination, String digest, Instant now) {
        JobEntity job = new JobEntity(sources, null, REJECTION_NOTE, REJECTION_NOTE, destination, digest, now);
        job.noteOf = retraction;
        job.state = State.DELIVERING;
        return job;
    }

    /** The row's number: what logs and the REST interface call the job. */
    public Long id() {
        return id;
    }

    /** The source series; of several, the first. */
    public SeriesEntity series() {
        return series;
    }

    /** Every series that the job was given, in the order of its task. */
    public List<SeriesEntity> sources() {
        return sources;
    }

    /** The model version that is used; null where none could be found. */
    public ModelVersionEntity modelVersion() {
        return modelVersion;
    }

    /** The route that asked for it. */
    public String route() {
        return route;
    }

    /** The model as the route names it. */
    public String model() {
        return model;
    }

    /** AE title of the destination. */
    public String destination() {
        return destination;
    }

    /** SHA-256 of the source SOP Instance UIDs. */
    public String inputDigest() {
        return inputDigest;
    }

    /** How far it came. */
    public State state() {
        return state;
    }

    /** Why it is where it is, for programs; null where there is nothing to say. */
    public String reasonCode() {
        return reasonCode;
    }

    /** Why it is where it is, in words; null where there is nothing to say. */
    public String reason() {
        return reason;
    }

    /** The engine that ran the network; null before. */
    public String engine() {
        return engine;
    }

    /** How often a slot took it up to make the pixels. */
    public int attempts() {
        return attempts;
    }

    /** What is higher is done first; 0 unless the route says otherwise. */
    public int priority() {
        return priority;
    }

    /** Sets what is done first. */
    public void prioritise(int value) {
        priority = value;
    }

    /** Says whether a series that shows what changed goes with the result. */
    public void accompanied(boolean byChangeMap) {
        changeMap = byChangeMap;
    }

    /** Whether a series that shows what changed goes with the result. */
    public boolean changeMap() {
        return changeMap;
    }

    /** How often the node ended while it made the pixels. */
    public int interruptions() {
        return interruptions;
    }

    /** How often the destination could have taken it and did not take all of it. */
    public int deliveryAttempts() {
        return deliveryAttempts;
    }

    /** How often the destination was asked in vain to confirm it. */
    public int confirmationAttempts() {
        return confirmationAttempts;
    }

    /** When its delivery or confirmation goes on. */
    public Instant nextAt() {
        return nextAt;
    }

    /** The job that a person had done again with another model; null where the route decided. */
    public JobEntity reprocessOf() {
        return reprocessOf;
    }

    /** The job whose result a person has sent to another destination by this one; null for a job that made its own. */
    public JobEntity copyOf() {
        return copyOf;
    }

    /** The retraction that withdrew what it made; null where none did. */
    public RetractionEntity retractedBy() {
        return retractedBy;
    }

    /** The retraction of which it tells its destination; null for a job that makes images. */
    public RetractionEntity noteOf() {
        return noteOf;
    }

    /** The version of the configuration under which its route decided; null for a job from before versions were kept. */
    public Long configurationVersion() {
        return configurationVersion;
    }

    /** Names the version of the configuration under which its route decided. */
    public void decidedUnder(long version) {
        configurationVersion = version;
    }

    /** When the route decided on it. */
    public Instant createdAt() {
        return createdAt;
    }

    /** When its state last changed. */
    public Instant updatedAt() {
        return updatedAt;
    }

    /** When it ended; null before. */
    public Instant endedAt() {
        return endedAt;
    }

    /** When and why what it made left the disk; null where it is there. */
    public PurgeEntity purge() {
        return purge;
    }

    /** What was done, in order. */
    public List<JobStageEntity> stages() {
        return stages;
    }

    /** What the gates measured. */
    public List<GateResultEntity> gates() {
        return gates;
    }

    /** What people said of it when a gate held it. */
    public List<ReviewEntity> reviews() {
        return reviews;
    }

    /** What was made. */
    public List<DerivedSeriesEntity> derived() {
        return derived;
    }

    /** Whether nothing more happens to it by itself. */
    public boolean hasEnded() {
        return endedAt != null;
    }

    /** How often a slot took it up, ever: the last one alone may change it. */
    public int claims() {
        return claims;
    }

    /** The node whose slot took it up last; null before. */
    public String node() {
        return node;
    }

    /** A slot of a node took it up. */
    public void takeUp(String engineName, String nodeName, Instant now) {
        engine = engineName;
        node = nodeName;
        attempts++;
        claims++;
        if (state == State.RUNNING) {
            interruptions++; // the slot that had it would have moved it on
        }
        state = State.RUNNING;
        updatedAt = now;
    }

    /** Moves on, or ends where {@code next} is always an end. */
    public void become(State next, String code, String sentence, Instant now) {
        state = next;
        reasonCode = code;
        reason = sentence;
        updatedAt = now;
        nextAt = now;
        endedAt = next.isAnEnd() ? now : null;
    }

    /** What it made is withdrawn. */
    public void retract(RetractionEntity retraction, String sentence, Instant now) {
        become(State.RETRACTED, State.RETRACTED.name(), sentence, now);
        retractedBy = retraction;
    }

    /** Begins anew, with all attempts before it. */
    public void startOver(State from, Instant now) {
        become(from, null, null, now);
        attempts = 0;
        interruptions = 0;
        deliveryAttempts = 0;
        confirmationAttempts = 0;
        purge = null;
    }

    /** The destination has stored it and nothing can confirm that, or nothing did: this is its end. */
    public void endAsSent(String code, String sentence, Instant now) {
        become(State.SENT, code, sentence, now);
        endedAt = now;
    }

    /** A lane begins to send what it made. */
    public void offered(Instant now) {
        offeredAt = now;
    }

    /** Since when a lane sends what it made; null when none does. */
    public Instant offeredAt() {
        return offeredAt;
    }

    /** The lane is done with it for now, and each answer that came is recorded. */
    public void notOffered() {
        offeredAt = null;
    }

    /** The destination could have taken it and did not. */
    public void deliverLater(String code, String sentence, Instant next, Instant now) {
        become(State.DELIVERING, code, sentence, now);
        deliveryAttempts++;
        nextAt = next;
    }

    /** The destination did not confirm it yet. */
    public void confirmLater(String code, String sentence, Instant next, Instant now) {
        become(State.SENT, code, sentence, now);
        confirmationAttempts++;
        nextAt = next;
    }

    /** Says why it waits. */
    public void explain(String code, String sentence, Instant now) {
        reasonCode = code;
        reason = sentence;
        updatedAt = now;
    }
}
