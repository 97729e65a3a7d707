package org.afterimage.console;

import jakarta.ws.rs.QueryParam;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Which studies a list has, and where in it the reader is. */
public class StudyQuery {
    @QueryParam("patient")
    String patient;

    @QueryParam("accession")
    String accession;

    @QueryParam("from")
    String from;

    @QueryParam("until")
    String until;

    @QueryParam("state")
    String state;

    @QueryParam("route")
    String route;

    @QueryParam("model")
    String model;

    @QueryParam("destination")
    String destination;

    /** The last of the page before: time in microseconds and number of the row, with a dot between. */
    @QueryParam("after")
    String after;

    /** The same of patients whose ID or name begins so. */
    public StudyQuery ofPatient(String beginning) {
        this.patient = beginning;
        return this;
    }

    /** The same with a job in this state. */
    public StudyQuery inState(String name) {
        this.state = name;
        return this;
    }

    /** The same after this study. */
    public StudyQuery startingAfter(Instant time, long id) {
        this.after = Place.words(time, id);
        return this;
    }

    /** Beginning of a Patient ID or name. */
    public String patient() {
        return Filters.clean(patient);
    }

    /** Beginning of an Accession Number. */
    public String accession() {
        return Filters.clean(accession);
    }

    /** First day on which its last instance came, ISO 8601. */
    public String from() {
        return Filters.clean(from);
    }

    /** Last day on which its last instance came, ISO 8601. */
    public String until() {
        return Filters.clean(until);
    }

    /** State of one of its jobs. */
    public String state() {
        return Filters.clean(state);
    }

    /** Route of one of its jobs. */
    public String route() {
        return Filters.clean(route);
    }

    /** Model package of one of its jobs: {@code id} for all versions, or {@code id@version}. */
    public String model() {
        return Filters.clean(model);
    }

    /** Destination of one of its jobs. */
    public String destination() {
        return Filters.clean(destination);
    }

    /** Whether this is not the first page. */
    public boolean further() {
        return after().isPresent();
    }

    /** The same list, as the query of an address, without the place in it. */
    public String words() {
        Map<String, String> set = new LinkedHashMap<>();
        set.put("patient", patient());
        set.put("accession", accession());
        set.put("from", from());
        set.put("until", until());
        set.put("state", state());
        set.put("route", route());
        set.put("model", model());
        set.put("destination", destination());
        return Filters.words(set);
    }

    /** Where the page after a row begins, as {@code after} has it. */
    public static String placeOf(StudyRow last) {
        return Place.words(last.lastReceivedAt(), last.id());
    }

    /** Where a page begins. */
    record Place(Instant time, long id) {
        /** As it stands in an address. */
        static String words(Instant time, long id) {
            return (time.getEpochSecond() * 1_000_000 + time.getNano() / 1_000) + "." + id;
        }
    }

    Optional<Place> after() {
        String text = Filters.clean(after);
        if (!text.matches("\\d{1,18}\\.\\d{1,18}")) {
            return Optional.empty();
        }
        int dot = text.indexOf('.');
        long micros = Long.parseLong(text.substring(0, dot));
        return Optional.of(new Place(
                Instant.ofEpochSecond(micros / 1_000_000, micros % 1_000_000 * 1_000),
                Long.parseLong(text.substring(dot + 1))));
    }

    /** What the rows of the table {@code s} must be. */
    Filters filters() {
        return filters(after());
    }

    /** The same, from another place on. */
    Filters filters(Optional<Place> begin) {
        Filters filters = new Filters();
        ofPatient(filters, patient(), accession());
        filters.days("s.last_received_at", from(), until());
        Filters job = new Filters();
        JobQuery.of(job, state(), route(), model(), destination());
        if (!job.isEmpty()) {
            filters.and("s.id in (select r.study_id from job j join series r on r.id = j.series_id where %s)", job);
        }
        begin.ifPresent(place -> filters.and("(s.last_received_at, s.id) < (?, ?)", place.time(), place.id()));
        return filters;
    }

    /** Of a patient, by the beginning of ID or name, and of an Accession Number, by its beginning; empty for any. */
    static void ofPatient(Filters filters, String patient, String accession) {
        if (!patient.isEmpty()) {
            filters.and(
                    "(s.patient_id like ? or lower(s.patient_name) like ?)",
                    Filters.beginning(patient),
                    Filters.beginning(patient.toLowerCase(Locale.ROOT)));
        }
        if (!accession.isEmpty()) {
            filters.and("s.accession_number like ?", Filters.beginning(accession));
        }
    }
}
