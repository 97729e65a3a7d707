package org.afterimage.node;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.format.DateTimeParseException;

/**
 * The hours of work that can wait, {@code 20:00-06:00} in this machine's time zone; they may reach past midnight.
 *
 * @param from when they begin
 * @param to when they end
 */
public record OffPeak(LocalTime from, LocalTime to) {
    /** Refuses hours that never begin. */
    public OffPeak {
        if (from.equals(to)) {
            throw new IllegalArgumentException("work.offPeak begins when it ends");
        }
    }

    /** Reads {@code 20:00-06:00}. */
    @JsonCreator
    public static OffPeak of(String text) {
        String[] parts = text.strip().split("-", -1);
        try {
            if (parts.length == 2) {
                return new OffPeak(LocalTime.parse(parts[0].strip()), LocalTime.parse(parts[1].strip()));
            }
        } catch (DateTimeParseException e) {
            throw new IllegalArgumentException("work.offPeak is '" + text + "' and must be as 20:00-06:00", e);
        }
        throw new IllegalArgumentException("work.offPeak is '" + text + "' and must be as 20:00-06:00");
    }

    /** The first time from now on that is in these hours. */
    public Instant next(Instant now, ZoneId zone) {
        ZonedDateTime here = now.atZone(zone);
        if (contains(here.toLocalTime())) {
            return now;
        }
        ZonedDateTime today = here.with(from);
        return (today.isBefore(here) ? today.plusDays(1) : today).toInstant();
    }

    private boolean contains(LocalTime time) {
        boolean afterStart = !time.isBefore(from);
        boolean beforeEnd = time.isBefore(to);
        return from.isBefore(to) ? afterStart && beforeEnd : afterStart || beforeEnd;
    }

    /** As node.yaml has it. */
    @JsonValue
    @Override
    public String toString() {
        return from + "-" + to;
    }
}
