package org.afterimage.console;

import jakarta.ws.rs.QueryParam;
import java.util.LinkedHashMap;
import java.util.Map;

/** Which jobs a list has, and where in it the reader is. */
public class JobQuery {
    /** Stands for the jobs whose reason has no code. */
    public static final String NO_CODE = "-";

    @QueryParam("state")
    String state;

    @QueryParam("patient")
    String patient;

    @QueryParam("accession")
    String accession;

    @QueryParam("study")
    String study;

    @QueryParam("route")
    String route;

    @QueryParam("model")
    String model;

    @QueryParam("destination")
    String destination;

    @QueryParam("reason")
    String reason;

    @QueryParam("from")
    String from;

    @QueryParam("until")
    String until;

    @QueryParam("endedFrom")
    String endedFrom;

    @QueryParam("endedUntil")
    String endedUntil;

    /** Number of the last job of the page before. */
    @QueryParam("after")
    String after;

    /** The same in this state. */
    public JobQuery inState(String name) {
        this.state = name;
        return this;
    }

    /** The same before the job of this number. */
    public JobQuery startingAfter(long id) {
        this.after = Long.toString(id);
        return this;
    }

    /** Its state; {@code OPEN} for what has not ended, {@code DELIVERED} for sent and confirmed. */
    public String state() {
        return Filters.clean(state);
    }

    /** Beginning of the Patient ID or name of its study. */
    public String patient() {
        return Filters.clean(patient);
    }

    /** Beginning of the Accession Number of its study. */
    public String accession() {
        return Filters.clean(accession);
    }

    /** Study Instance UID of its study. */
    public String study() {
        return Filters.clean(study);
    }

    /** Its route. */
    public String route() {
        return Filters.clean(route);
    }

    /** Its model package: {@code id} for all versions, or {@code id@version}. */
    public String model() {
        return Filters.clean(model);
    }

    /** Its destination. */
    public String destination() {
        return Filters.clean(destination);
    }

    /** The code of its reason; {@link #NO_CODE} for none. */
    public String reason() {
        return Filters.clean(reason);
    }

    /** First day on which it was made, ISO 8601. */
    public String from() {
        return Filters.clean(from);
    }

    /** Last day on which it was made, ISO 8601. */
    public String until() {
        return Filters.clean(until);
    }

    /** First day on which it ended, ISO 8601. */
    public String endedFrom() {
        return Filters.clean(endedFrom);
    }

    /** Last day on which it ended, ISO 8601. */
    public String endedUntil() {
        return Filters.clean(endedUntil);
    }

    /** Whether this is not the first page. */
    public boolean further() {
        return place() > 0;
    }

    /** Number of the last job of the page before; 0 for the first page. */
    long place() {
        String text = Filters.clean(after);
        return text.matches("\\d{1,18}") ? Long.parseLong(text) : 0;
    }

    /** The same list, as the query of an address, without the place in it. */
    public String words() {
        Map<String, String> set = new LinkedHashMap<>();
        set.put("state", state());
        set.put("patient", patient());
        set.put("accession", accession());
        set.put("study", study());
        set.put("route", route());
        set.put("model", model());
        set.put("destination", destination());
        set.put("reason", reason());
        set.put("from", from());
        set.put("until", until());
        set.put("endedFrom", endedFrom());
        set.put("endedUntil", endedUntil());
        return Filters.words(set);
    }

    /** What the rows of the table {@code j} must be. */
    Filters filters() {
        return filters(place());
    }

    /** The same, before the job of another number; 0 for all. */
    Filters filters(long before) {
        Filters filters = new Filters();
        of(filters, state(), route(), model(), destination());
        if (reason().equals(NO_CODE)) {
            filters.and("j.reason_code is null");
        } else {
            equal(filters, "j.reason_code", reason());
        }
        filters.days("j.created_at", from(), until());
        filters.days("j.ended_at", endedFrom(), endedUntil());
        Filters ofStudy = new Filters();
        StudyQuery.ofPatient(ofStudy, patient(), accession());
        equal(ofStudy, "s.study_instance_uid", study());
        if (!ofStudy.isEmpty()) {
            filters.and(
                    "j.series_id in (select r.id from series r join study s on s.id = r.study_id where %s)", ofStudy);
        }
        if (before > 0) {
            filters.and("j.id < ?", before);
        }
        return filters;
    }

    /** Of what the table {@code j} says; empty for any. */
    static void of(Filters filters, String state, String route, String model, String destination) {
        switch (state) {
            case "" -> {}
            case "OPEN" -> filters.and("j.ended_at is null");
            case "DELIVERED" -> filters.and("j.state in ('SENT', 'CONFIRMED')");
            default -> filters.and("j.state = ?", state);
        }
        equal(filters, "j.route", route);
        // A job has the model as its route named it, or as it was reprocessed with: with its version, or without.
        equal(filters, model.contains("@") ? "j.model" : "split_part(j.model, '@', 1)", model);
        equal(filters, "j.destination", destination);
    }

    private static void equal(Filters filters, String column, String value) {
        if (!value.isEmpty()) {
            filters.and(column + " = ?", value);
        }
    }
}
