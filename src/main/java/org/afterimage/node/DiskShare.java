package org.afterimage.node;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Room on a disk: a share of it, {@code 10%} or {@code 2.5%}, or bytes, {@code 20GB}, {@code 500MB}, {@code 64KB} (of 1,024).
 *
 * @param text as node.yaml has it
 */
public record DiskShare(String text) {
    private static final Pattern FORM = Pattern.compile("([0-9]{1,9}(?:\\.[0-9]{1,3})?)\\s*(%|KB|MB|GB|TB)");
    private static final Map<String, Double> UNITS =
            Map.of("KB", 0x1p10, "MB", 0x1p20, "GB", 0x1p30, "TB", 0x1p40, "%", 0.01);

    /** Refuses what is no room. */
    public DiskShare {
        text = text.strip().toUpperCase(Locale.ROOT);
        if (!FORM.matcher(text).matches() || text.endsWith("%") && number(text) > 100) {
            throw new IllegalArgumentException(
                    "room on the disk is '" + text + "' and must be as 10% or 20GB (KB, MB, GB, TB)");
        }
    }

    /** Reads it from a configuration file. */
    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    public static DiskShare of(String text) {
        return new DiskShare(text);
    }

    /** How many bytes that is of a disk of so many. */
    public long bytesOf(long total) {
        Matcher parts = FORM.matcher(text);
        if (!parts.matches()) {
            throw new IllegalStateException(text);
        }
        double unit = UNITS.get(parts.group(2));
        return (long) (Double.parseDouble(parts.group(1)) * (parts.group(2).equals("%") ? unit * total : unit));
    }

    /** Whether it is certainly less than another; false where one is a share and the other is bytes. */
    boolean isLessThan(DiskShare other) {
        boolean comparable = text.endsWith("%") == other.text.endsWith("%");
        return comparable && bytesOf(1L << 50) < other.bytesOf(1L << 50);
    }

    private static double number(String text) {
        return Double.parseDouble(text.replaceAll("[^0-9.]", ""));
    }

    /** As node.yaml has it. */
    @JsonValue
    @Override
    public String toString() {
        return text;
    }
}
