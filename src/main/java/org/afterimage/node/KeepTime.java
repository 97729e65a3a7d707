package org.afterimage.node;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How long something is kept: {@code 14d}, {@code 36h}, {@code 90m}, {@code 30s}, or {@code forever}.
 *
 * @param text as node.yaml has it
 */
public record KeepTime(String text) {
    /** Until somebody sets a time. */
    public static final KeepTime FOREVER = new KeepTime("forever");

    private static final Pattern FORM = Pattern.compile("([0-9]{1,5})\\s*([dhms])");
    private static final Map<String, Duration> UNITS = Map.of(
            "d", Duration.ofDays(1), "h", Duration.ofHours(1), "m", Duration.ofMinutes(1), "s", Duration.ofSeconds(1));

    /** Refuses what is no time. */
    public KeepTime {
        text = text.strip().toLowerCase(Locale.ROOT);
        if (!text.equals("forever") && !FORM.matcher(text).matches()) {
            throw new IllegalArgumentException(
                    "a time to keep something is '" + text + "' and must be as 14d, 36h, 90m, 30s or forever");
        }
    }

    /** Reads it from a configuration file. */
    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    public static KeepTime of(String text) {
        return new KeepTime(text);
    }

    /** Whether it never ends. */
    public boolean isForever() {
        return text.equals("forever");
    }

    /**
     * The time.
     *
     * @throws IllegalStateException if it never ends
     */
    public Duration duration() {
        Matcher parts = FORM.matcher(text);
        if (!parts.matches()) {
            throw new IllegalStateException("there is no end of " + text);
        }
        return UNITS.get(parts.group(2)).multipliedBy(Long.parseLong(parts.group(1)));
    }

    /** As node.yaml has it. */
    @JsonValue
    @Override
    public String toString() {
        return text;
    }
}
