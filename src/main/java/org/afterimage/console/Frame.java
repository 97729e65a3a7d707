package org.afterimage.console;

import io.quarkus.qute.TemplateData;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Optional;
import org.afterimage.console.people.Right;
import org.afterimage.console.people.Session;

/**
 * What is around each page: who sees it, in which language and colours, and where in the console it is. Templates also have their times and
 * numbers written by it.
 *
 * @param session who is signed in; empty on the page for that
 * @param active which entry of the navigation is shown as current
 * @param locale English or German
 * @param theme {@code light}, {@code dark}, or empty for what the browser prefers
 * @param node what this node is called
 * @param held how many outputs wait for a person
 * @param path of this page
 * @param notice what is said once of what was just done
 * @param guided whether the first start is still to be finished, by who sees this
 * @param since as of which change the page is; see {@link org.afterimage.console.live.ChangeBook}
 */
@TemplateData
public record Frame(
        Optional<Session> session,
        String active,
        Locale locale,
        String theme,
        String node,
        long held,
        String path,
        Optional<Notice> notice,
        boolean guided,
        String since) {
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss");
    private static final DateTimeFormatter CLOCK = DateTimeFormatter.ofPattern("HH:mm:ss");
    private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("yyyy-MM-dd");
    private static final DateTimeFormatter ZONE = DateTimeFormatter.ofPattern("'UTC'xxx");
    private static final String[] UNITS = {"B", "KiB", "MiB", "GiB", "TiB", "PiB"};
    private static final double STEP = 1024;
    private static final int MILLIS_SHOWN = 10_000;

    /** Whether somebody is signed in. */
    public boolean signedIn() {
        return session.isPresent();
    }

    /** Who. */
    public String name() {
        return session.map(s -> s.account().name()).orElse("");
    }

    /** Whether who is signed in has a password here. */
    public boolean local() {
        return session.isPresent() && !session.get().account().provided();
    }

    /** Which role that is. */
    public String role() {
        return session.map(s -> s.account().role().name()).orElse("");
    }

    /** What each form carries. */
    public String formToken() {
        return session.map(Session::formToken).orElse("");
    }

    /** Whether who is signed in has a right, by its name. */
    public boolean may(String right) {
        return session.isPresent()
                && !session.get().account().mustChange()
                && session.get().account().role().may(Right.valueOf(right));
    }

    /** Whether this is a page of the first start, which then has an entry of its own in the navigation. */
    public boolean inGuide() {
        return guided && path.startsWith("/first-start");
    }

    /** What was just done, or why it was not. */
    public Notice said() {
        return notice.orElse(null);
    }

    /** {@code en} or {@code de}. */
    public String language() {
        return locale.getLanguage();
    }

    /** Date and time in this machine's time zone; a dash for none. */
    public String time(Instant time) {
        return time == null ? "\u2013" : TIME.format(time.atZone(ZoneId.systemDefault()));
    }

    /** The time alone where it is of today, else with its date. */
    public String clock(Instant time) {
        if (time == null) {
            return "\u2013";
        }
        ZoneId zone = ZoneId.systemDefault();
        boolean today =
                DAY.format(time.atZone(zone)).equals(DAY.format(Instant.now().atZone(zone)));
        return today ? CLOCK.format(time.atZone(zone)) : time(time);
    }

    /** The time zone of all times, with what it is ahead of UTC now. */
    public String zone() {
        ZoneId zone = ZoneId.systemDefault();
        String offset = ZONE.format(Instant.now().atZone(zone));
        return offset.equals(zone.getId()) ? offset : zone.getId() + " (" + offset + ")";
    }

    /** A DICOM date (YYYYMMDD) as people write it; what is none stays as it is. */
    public String date(String dicom) {
        if (dicom == null || dicom.isBlank()) {
            return "\u2013";
        }
        return dicom.matches("\\d{8}")
                ? dicom.substring(0, 4) + "-" + dicom.substring(4, 6) + "-" + dicom.substring(6)
                : dicom;
    }

    /** A person's name (PN) as people write it: family name, given names. */
    public String person(String dicom) {
        return nameOf(dicom);
    }

    static String nameOf(String dicom) {
        if (dicom == null || dicom.isBlank()) {
            return "\u2013";
        }
        String alphabetic = dicom.split("=", -1)[0];
        String[] parts = alphabetic.split("\\^", -1);
        return parts.length > 1 && !parts[1].isBlank() ? parts[0] + ", " + parts[1] : parts[0];
    }

    /** A text as a part of an address. */
    public String escaped(String text) {
        return Paths.escaped(text);
    }

    /** The text, or a dash. */
    public String text(String text) {
        return text == null || text.isBlank() ? "\u2013" : text;
    }

    /** A size, with its unit. */
    public String bytes(long bytes) {
        double value = bytes;
        int unit = 0;
        while (value >= STEP && unit < UNITS.length - 1) {
            value /= STEP;
            unit++;
        }
        return String.format(locale, unit == 0 ? "%.0f %s" : "%.1f %s", value, UNITS[unit]);
    }

    /** A whole number with its digits grouped. */
    public String count(long number) {
        return String.format(locale, "%,d", number);
    }

    /** How long something took. */
    public String took(double millis) {
        return millis < MILLIS_SHOWN
                ? String.format(locale, "%.0f ms", millis)
                : String.format(locale, "%.1f s", millis / 1000);
    }

    /** A measured number. */
    public String number(double value) {
        return String.format(locale, Math.abs(value) >= 100 ? "%.1f" : "%.4g", value);
    }

    /** How long ago. */
    public String ago(Instant time) {
        if (time == null) {
            return "\u2013";
        }
        long seconds = Math.max(0, Duration.between(time, Instant.now()).toSeconds());
        if (seconds < 120) {
            return seconds + " s";
        }
        return seconds < 7200
                ? seconds / 60 + " min"
                : seconds < 172_800 ? seconds / 3600 + " h" : seconds / 86_400 + " d";
    }
}
