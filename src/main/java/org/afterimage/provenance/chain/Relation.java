package org.afterimage.provenance.chain;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * A table whose rows are recorded. Rows that tell who the patient is, or may, or of which only a part is provenance, are recorded as a digest
 * alone, over the columns that never change or that a decision changes; the others whole, since all of it is the node's own doing.
 */
enum Relation {
    STUDY(
            "study_instance_uid",
            "patient_id",
            "patient_name",
            "accession_number",
            "study_date",
            "description",
            "first_received_at"),
    SERIES("study_id", "series_instance_uid", "modality", "series_number", "description"),
    INSTANCE(
            "series_id",
            "sop_instance_uid",
            "sop_class_uid",
            "transfer_syntax_uid",
            "instance_number",
            "file",
            "bytes",
            "sha256",
            "calling_ae_title",
            "called_ae_title",
            "peer",
            "association_id",
            "received_at"),
    ROUTE_DECISION("series_id", "route", "taken", "sentence", "clauses", "decided_at"),
    EXPECTED_COUNT("study_id", "remote", "problem", "series", "seen_at"),
    OTHER_CONTENT("instance_id", "sha256", "outcome", "calling_ae_title", "peer", "first_at", "replaced_sha256"),
    CONFIGURATION_VERSION,
    AUDIT_ENTRY("at", "node", "person", "address", "action", "subject", "before", "after", "reason"),
    STUDY_ROUTE,
    ROUTE_SWITCH,
    MODEL_VERSION,
    JOB,
    JOB_SOURCE,
    JOB_STAGE,
    GATE_RESULT,
    DERIVED_SERIES,
    DERIVED_INSTANCE,
    DERIVED_SOURCE,
    DELIVERY_ATTEMPT,
    REVIEW,
    RETRACTION,
    REJECTED_INSTANCE,
    PURGE;

    private final List<String> digested;

    Relation(String... digested) {
        this.digested = List.of(digested);
    }

    /** The table. */
    String table() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Whether only digests of its rows are recorded. */
    boolean isDigested() {
        return !digested.isEmpty();
    }

    /**
     * A query for the rows that are there now: row_id, row_part, content as it would be recorded, and whether it is not to be recorded yet.
     * It spells out what the database's own function does, so that a change of that function deceives nobody.
     */
    String present() {
        return switch (this) {
            case STUDY -> digest("t.id", "t.state = 'RECEIVING'", "study t");
            case SERIES -> digest("t.id", "s.state = 'RECEIVING'", "series t join study s on s.id = t.study_id");
            case INSTANCE ->
                digest(
                        "t.id",
                        "s.state = 'RECEIVING'",
                        "instance t join series r on r.id = t.series_id join study s on s.id = r.study_id");
            case ROUTE_DECISION, EXPECTED_COUNT, OTHER_CONTENT, AUDIT_ENTRY -> digest("t.id", "false", table() + " t");
            case REJECTED_INSTANCE -> whole("job_id", "derived_instance_id");
            case JOB_SOURCE -> whole("job_id", "place::bigint");
            case DERIVED_SOURCE -> whole("derived_instance_id", "instance_id");
            default -> whole("id", "0::bigint");
        };
    }

    private String whole(String id, String part) {
        return "select " + id + " as row_id, " + part
                + " as row_part, to_jsonb(t)::text as content, false as waits from " + table() + " t";
    }

    private String digest(String id, String waits, String from) {
        String object = digested.stream()
                .map(column -> "'" + column + "', t." + column)
                .collect(Collectors.joining(", ", "jsonb_build_object(", ")"));
        return "select " + id + " as row_id, 0::bigint as row_part, 'sha256:' || encode(sha256(convert_to(" + object
                + "::text, 'UTF8')), 'hex') as content, " + waits + " as waits from " + from;
    }

    static List<Relation> all() {
        return Arrays.asList(values());
    }
}
