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

/** One attempt to send one derived instance to one destination, with the answer. */
@Entity
@Table(name = "delivery_attempt")
public class DeliveryAttemptEntity {
    /** How the destination answered. */
    public enum Outcome {
        /** Success. */
        SENT,
        /** Stored with a warning status. */
        WARNING,
        /** A failure status. */
        REFUSED,
        /** No association, or an answer that says that it may be another time. */
        UNREACHABLE,
        /** On its way when the connection broke: it may have been stored. */
        UNANSWERED
    }

    @Id
    @GeneratedValue(strategy = GenerationType.IDENTITY)
    private Long id;

    @ManyToOne(fetch = FetchType.LAZY, optional = false)
    @JoinColumn(name = "derived_instance_id")
    @SuppressWarnings("UnusedVariable") // Hibernate reads it
    private DerivedInstanceEntity derivedInstance;

    private String destination;

    @Column(name = "attempted_at")
    private Instant attemptedAt;

    private Integer status;

    @Enumerated(EnumType.STRING)
    private Outcome outcome;

    private String message;

    /** For Hibernate. */
    protected DeliveryAttemptEntity() {}

    /** Records an attempt; {@code status} is null when there was no answer. */
    public DeliveryAttemptEntity(
            DerivedInstanceEntity derivedInstance,
            String destination,
            Instant attemptedAt,
            Integer status,
            Outcome outcome,
            String message) {
        this.derivedInstance = derivedInstance;
        this.destination = destination;
        this.attemptedAt = attemptedAt;
        this.status = status;
        this.outcome = outcome;
        this.message = message;
    }

    /** AE title of the destination. */
    public String destination() {
        return destination;
    }

    /** When it was tried. */
    public Instant attemptedAt() {
        return attemptedAt;
    }

    /** The C-STORE status of PS3.4 B.2.3; null when there was no answer. */
    public Integer status() {
        return status;
    }

    /** How the destination answered. */
    public Outcome outcome() {
        return outcome;
    }

    /** The same in words. */
    public String message() {
        return message;
    }
}
