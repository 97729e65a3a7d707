package org.afterimage.node;

import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * {@code notifications} of {@code node.yaml}: whom the node tells of what without being asked. A running node takes all of it over.
 *
 * @param webhook where messages go by HTTP; null for nowhere
 * @param email where messages go by e-mail; null for nowhere
 * @param on of what people are told, all of it unless set
 * @param destinationDownMinutes how long a destination must be down, 5 unless set
 * @param gateWarningsPercent share of a day's results of a model of which gates warn, 20 unless set
 * @param groupSeconds how long what happens is gathered before a message is made, 60 unless set
 * @param againMinutes between two messages of one kind, 15 unless set; what happens meanwhile goes into the next
 * @param attempts after which a message is given up, 30 unless set
 * @param patientData whether messages say which studies and patients they are about; no unless set
 * @param console address of the console, for links; none unless set
 */
public record NotificationSettings(
        @Setting(value = "where messages go as JSON by HTTP POST: url, secret, trust", live = true)
        WebhookSettings webhook,

        @Setting(
                value = "where messages go by e-mail: host, port, security, user, password, from, to, trust",
                live = true)
        EmailSettings email,

        @Setting(
                value = "of what people are told: `job-failed`, `output-held`, `destination-down`, `disk-short`,"
                        + " `database-away`, `gate-warnings`",
                live = true)
        List<Occasion> on,

        @Setting(value = "minutes that a destination must be down before people are told", live = true)
        Integer destinationDownMinutes,

        @Setting(value = "share of a model's results of a day, in percent, of which gates warn", live = true)
        Integer gateWarningsPercent,

        @Setting(value = "seconds for which what happens is gathered into one message", live = true)
        Integer groupSeconds,

        @Setting(value = "minutes between two messages of one kind", live = true)
        Integer againMinutes,

        @Setting(value = "attempts after which a message is given up", live = true)
        Integer attempts,

        @Setting(value = "whether messages name studies and patients", live = true)
        Boolean patientData,

        @Setting(value = "address of the console, for links in messages", live = true)
        String console) {
    /** Fills in defaults and refuses what can't work. */
    public NotificationSettings {
        on = List.copyOf(Objects.requireNonNullElseGet(on, () -> List.of(Occasion.values())));
        destinationDownMinutes = number("destinationDownMinutes", destinationDownMinutes, 5, 0, 1440);
        gateWarningsPercent = number("gateWarningsPercent", gateWarningsPercent, 20, 1, 100);
        groupSeconds = number("groupSeconds", groupSeconds, 60, 0, 3600);
        againMinutes = number("againMinutes", againMinutes, 15, 0, 720);
        attempts = number("attempts", attempts, 30, 1, 1000);
        patientData = Objects.requireNonNullElse(patientData, false);
        console = Objects.requireNonNullElse(console, "").strip().replaceAll("/+$", "");
        if (!console.isEmpty() && !isConsole(console)) {
            throw new IllegalArgumentException(
                    "notifications.console is '" + console + "' and must be as https://afterimage.example.org");
        }
    }

    /** With nothing set: nobody is told of anything. */
    static NotificationSettings none() {
        return new NotificationSettings(null, null, null, null, null, null, null, null, null, null);
    }

    /** Where messages go by HTTP, if anywhere. */
    public Optional<WebhookSettings> hook() {
        return Optional.ofNullable(webhook);
    }

    /** Where messages go by e-mail, if anywhere. */
    public Optional<EmailSettings> mail() {
        return Optional.ofNullable(email);
    }

    /** How long a destination must be down. */
    public Duration patience() {
        return Duration.ofMinutes(destinationDownMinutes);
    }

    /** How long what happens is gathered. */
    public Duration grouping() {
        return Duration.ofSeconds(groupSeconds);
    }

    /** The time between two messages of one kind. */
    public Duration pause() {
        return Duration.ofMinutes(againMinutes);
    }

    private static int number(String field, Integer value, int fallback, int lowest, int highest) {
        return NodeSettings.inRange(
                "notifications." + field, Objects.requireNonNullElse(value, fallback), lowest, highest);
    }

    private static boolean isConsole(String text) {
        try {
            URI uri = new URI(text);
            return uri.getHost() != null
                    && ("http".equals(uri.getScheme()) || "https".equals(uri.getScheme()))
                    && uri.getRawUserInfo() == null
                    && uri.getRawQuery() == null
                    && uri.getRawFragment() == null;
        } catch (URISyntaxException e) {
            return false;
        }
    }
}
