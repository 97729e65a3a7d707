package org.afterimage.provenance;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;

/** When and why files left the disk. The rows that tell what they were stay. Made by the purge itself, and only read here. */
@Entity
@Table(name = "purge")
public class PurgeEntity {
    @Id
    @GeneratedValue(strategy = GenerationType.IDENTITY)
    private Long id;

    private String rule;
    private String reason;
    private int files;
    private long bytes;

    @Column(name = "marked_at")
    private Instant markedAt;

    @Column(name = "removed_at")
    private Instant removedAt;

    /** For Hibernate. */
    protected PurgeEntity() {}

    /** The row's number. */
    public Long id() {
        return id;
    }

    /** The entry of {@code storage.keep} that allowed it. */
    public String rule() {
        return rule;
    }

    /** Why, in words. */
    public String reason() {
        return reason;
    }

    /** How many files. */
    public int files() {
        return files;
    }

    /** How many bytes these had. */
    public long bytes() {
        return bytes;
    }

    /** When it was decided on; nobody reads the files any more. */
    public Instant markedAt() {
        return markedAt;
    }

    /** When the last file was gone; null while some may be there. */
    public Instant removedAt() {
        return removedAt;
    }

    /** When and why, as the end of a sentence. */
    public String words() {
        return "removed from disk on " + markedAt + " (" + reason + ")";
    }
}
