package org.afterimage.console;

import jakarta.ws.rs.QueryParam;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;

/** Which jobs a list has, and where in it the reader is. */
public class JobQuery {
    @QueryParam("state")
    String state;

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

    /** Its route. */
    public String route() {
        return Filters.clean(route);
    }

    /** Its model package. */
    public String model() {
        return Filters.clean(model);
    }

    /** Its destination. */
    public String destination() {
        return Filters.clean(destination);
    }

    /** The code of its reason. */
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

    /** Whether this is not the first page. */
    public boolean further() {
        return place() > 0;
    }

    private long place() {
        String text = Filters.clean(after);
        return text.matches("\\d{1,18}") ? Long.parseLong(text) : 0;
    }

    /** The same list, as the query of an address, without the place in it. */
    public String words() {
        Map<String, String> set = new LinkedHashMap<>();
        set.put("state", state());
        set.put("route", route());
        set.put("model", model());
        set.put("destination", destination());
        set.put("reason", reason());
        set.put("from", from());
        set.put("until", until());
        return set.entrySet().stream()
                .filter(entry -> !entry.getValue().isEmpty())
                .map(entry -> entry.getKey() + "=" + URLEncoder.encode(entry.getValue(), StandardCharsets.UTF_8))
                .collect(Collectors.joining("&"));
    }

    /** What the rows of the table {@code j} must be. */
    Filters filters() {
        Filters filters = new Filters();
        inState(filters, state());
        equal(filters, "j.route", route());
        equal(filters, "j.model", model());
        equal(filters, "j.destination", destination());
        equal(filters, "j.reason_code", reason());
        Instant first = Filters.day(from(), 0);
        if (first != null) {
            filters.and("j.created_at >= ?", first);
        }
        Instant end = Filters.day(until(), 1);
        if (end != null) {
            filters.and("j.created_at < ?", end);
        }
        if (place() > 0) {
            filters.and("j.id < ?", place());
        }
        return filters;
    }

    /** Of a state by its name, or of several by the name for these. */
    static void inState(Filters filters, String state) {
        switch (state) {
            case "" -> filters.and("true");
            case "OPEN" -> filters.and("j.ended_at is null");
            case "DELIVERED" -> filters.and("j.state in ('SENT', 'CONFIRMED')");
            default -> filters.and("j.state = ?", state);
        }
    }

    private static void equal(Filters filters, String column, String value) {
        if (!value.isEmpty()) {
            filters.and(column + " = ?", value);
        }
    }
}
