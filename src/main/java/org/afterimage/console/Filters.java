package org.afterimage.console;

import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;

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

    /** The beginning of a day here, some days later; null for what is no date. */
    static Instant day(String date, int daysLater) {
        try {
            return date.isBlank()
                    ? null
                    : LocalDate.parse(date.strip())
                            .plusDays(daysLater)
                            .atStartOfDay(ZoneId.systemDefault())
                            .toInstant();
        } catch (DateTimeParseException e) {
            return null;
        }
    }

    /** Without blanks around it; empty for null, or for what is too long to be looked for. */
    static String clean(String text) {
        String stripped = text == null ? "" : text.strip();
        return stripped.length() > 200 ? "" : stripped;
    }
}
