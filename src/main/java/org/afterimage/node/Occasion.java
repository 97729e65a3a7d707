package org.afterimage.node;

import com.fasterxml.jackson.annotation.JsonProperty;

/** What people can be told of without looking at the console. */
public enum Occasion {
    /** A job has failed for good. */
    @JsonProperty("job-failed")
    JOB_FAILED("job-failed"),
    /** An output waits for a person. */
    @JsonProperty("output-held")
    OUTPUT_HELD("output-held"),
    /** A destination takes nothing for some time, or takes it again. */
    @JsonProperty("destination-down")
    DESTINATION_DOWN("destination-down"),
    /** A disk is short of room, or has room again. */
    @JsonProperty("disk-short")
    DISK_SHORT("disk-short"),
    /** The database does not answer, or answers again. */
    @JsonProperty("database-away")
    DATABASE_AWAY("database-away"),
    /** Gates warn of too many results of a model, or of few again. */
    @JsonProperty("gate-warnings")
    GATE_WARNINGS("gate-warnings");

    private final String word;

    Occasion(String word) {
        this.word = word;
    }

    /** Its name in files and messages. */
    public String word() {
        return word;
    }
}
