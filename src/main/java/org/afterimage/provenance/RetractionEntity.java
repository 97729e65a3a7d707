package org.afterimage.provenance;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.OneToMany;
import jakarta.persistence.OrderBy;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.List;

/** That a person withdrew outputs which were made before: all that a faulty model version made, for one. */
@Entity
@Table(name = "retraction")
public class RetractionEntity {
    @Id
    @GeneratedValue(strategy = GenerationType.IDENTITY)
    private Long id;

    private String person;
    private String reason;
    private String selection;

    @Column(name = "decided_at")
    private Instant decidedAt;

    @OneToMany(mappedBy = "noteOf")
    @OrderBy("id")
    private List<JobEntity> notes;

    /** For Hibernate. */
    protected RetractionEntity() {}

    /**
     * Records a retraction.
     *
     * @param selection in words: which outputs are meant
     */
    public RetractionEntity(String person, String reason, String selection, Instant decidedAt) {
        this.person = person;
        this.reason = reason;
        this.selection = selection;
        this.decidedAt = decidedAt;
        this.notes = List.of();
    }

    /** The row's number. */
    public Long id() {
        return id;
    }

    /** Who withdrew them. */
    public String person() {
        return person;
    }

    /** Why. */
    public String reason() {
        return reason;
    }

    /** Which outputs were meant, in words. */
    public String selection() {
        return selection;
    }

    /** When. */
    public Instant decidedAt() {
        return decidedAt;
    }

    /** The jobs that tell the destinations of it, each by one rejection note. */
    public List<JobEntity> notes() {
        return notes;
    }
}
