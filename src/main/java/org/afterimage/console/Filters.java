package org.afterimage.console;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** The conditions of a list's query with their values, in their order. */
final class Filters {
    private final List<String> conditions = new ArrayList<>();
    private final List<Object> values = new ArrayList<>();

    /** A condition with a placeholder for each value. */
    Filters and(String condition, Object... of) {
        conditions.add(condition);
        values.addAll(List.of(of));
        return this;
    }

    /** A condition with other conditions in it, where it has {@code %s}. */
    Filters and(String condition, Filters inner) {
        conditions.add(condition.formatted(inner.sql()));
        values.addAll(inner.values);
        return this;
    }

    /** A column of times on these days, both included, or open where a day is empty or none. */
    Filters days(String column, String first, String last) {
        Instant begin = day(first, 0);
        if (begin != null) {
            and(column + " >= ?", begin);
        }
        Instant end = day(last, 1);
        if (end != null) {
            and(column + " < ?", end);
        }
        return this;
    }

    /** A column that has one of some values. */
    Filters among(String column, List<?> of) {
        conditions.add(column + " in (" + String.join(", ", Collections.nCopies(of.size(), "?")) + ")");
        values.addAll(of);
        return this;
    }

    /** Whether nothing is asked. */
    boolean isEmpty() {
        return conditions.isEmpty();
    }

    /** After {@code where}. */
    String sql() {
        return conditions.isEmpty() ? "true" : String.join(" and ", conditions);
    }

    /** Sets the values; returns the place after the last. */
    int set(PreparedStatement query) throws SQLException {
        int place = 1;
        for (Object value : values) {
            if (value instanceof Instant time) {
                query.setTimestamp(place++, Timestamp.from(time));
            } else {
                query.setObject(place++, value);
            }
        }
        return place;
    }

    /** For {@code like}: what begins so. */
    static String beginning(String text) {
        return text.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_") + "%";
    }

    /** The query of an address, of those that are set. */
    static String words(Map<String, String> parameters) {
        return parameters.entrySet().stream()
                .filter(entry -> !entry.getValue().isEmpty())
                .map(entry -> entry.getKey() + "=" + URLEncoder.encode(entry.getValue(), StandardCharsets.UTF_8))
                .collect(Collectors.joining("&"));
    }

    /** The beginning of a day here, some days later; null for what is no date. */
    static Instant day(String date, int daysLater) {
        try {
            return date.isBlank()
                    ? null
                    : LocalDate.parse(date.strip())
                            .plusDays(daysLater)
                            .atStartOfDay(ZoneId.systemDefault())
                            .toInstant();
        } catch (DateTimeException e) { // also of a day that no calendar has
            return null;
        }
    }

    /** What a form says that the query of a list's address is; empty for what is none. */
    static String asQuery(String sent) {
        return sent != null && sent.length() <= 2000 && sent.matches("[A-Za-z0-9=&%+._*-]*") ? sent : "";
    }

    /** Without blanks around it; empty for null, or for what is too long to be looked for. */
    static String clean(String text) {
        String stripped = text == null ? "" : text.strip();
        return stripped.length() > 200 ? "" : stripped;
    }
}
