package org.afterimage.node;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * {@code notifications.email} of {@code node.yaml}.
 *
 * @param host of the mail server
 * @param port of it, 587 unless set
 * @param security how the connection is encrypted, {@code starttls} unless set
 * @param user with which the node signs in; empty for none
 * @param password of that user; null for none
 * @param from address of the sender
 * @param to addresses of those who are told
 * @param trust PEM files with the certificates of its authorities; empty for those that Java trusts
 */
public record EmailSettings(
        @Setting("mail server") String host,
        @Setting("its port") Integer port,

        @Setting("`starttls`, `tls`, or `none` on a loopback address")
        Security security,

        @Setting("with which the node signs in") String user,
        @Setting("of that user, by file or variable") Secret password,
        @Setting("sender") String from,
        @Setting("those who are told") List<String> to,

        @Setting("PEM files with the certificates of its authorities")
        List<String> trust) {
    private static final Pattern ADDRESS = Pattern.compile("[!-~&&[^@<>,;:\"()\\[\\]\\\\]]{1,64}@[A-Za-z0-9.-]{1,255}");
    private static final Pattern HOST = Pattern.compile("[A-Za-z0-9.:\\[\\]_-]{1,255}");
    private static final int MOST = 50;

    /** How a connection is encrypted. */
    public enum Security {
        /** Asked for on the open connection before anything else, and nothing is sent without it (RFC 3207). */
        @JsonProperty("starttls")
        STARTTLS,
        /** From the first byte (RFC 8314). */
        @JsonProperty("tls")
        TLS,
        /** Not at all; on a loopback address alone. */
        @JsonProperty("none")
        NONE
    }

    /** Fills in defaults and refuses what can't work. */
    public EmailSettings {
        host = Objects.requireNonNullElse(host, "").strip();
        if (!HOST.matcher(host).matches()) {
            throw new IllegalArgumentException(
                    "notifications.email.host is '" + host + "' and must name a mail server");
        }
        security = Objects.requireNonNullElse(security, Security.STARTTLS);
        int usual = security == Security.TLS ? 465 : 587;
        port = NodeSettings.inRange("notifications.email.port", Objects.requireNonNullElse(port, usual), 1, 65535);
        if (security == Security.NONE && !Loopback.is(host)) {
            throw new IllegalArgumentException("notifications.email.security is none and " + host
                    + " is no loopback address: messages and the password would go in the clear");
        }
        user = Objects.requireNonNullElse(user, "");
        if (user.isEmpty() != (password == null)) {
            throw new IllegalArgumentException("notifications.email has one of user and password without the other");
        }
        from = address("from", from);
        to = List.copyOf(Objects.requireNonNullElse(to, List.of()));
        if (to.isEmpty() || to.size() > MOST) {
            throw new IllegalArgumentException("notifications.email.to must name 1 to " + MOST + " addresses");
        }
        to.forEach(one -> address("to", one));
        trust = List.copyOf(Objects.requireNonNullElse(trust, List.of()));
    }

    /** The password, where there is one. */
    public Optional<Secret> credentials() {
        return Optional.ofNullable(password);
    }

    /** What people may see of it. */
    @JsonValue
    @Override
    public String toString() {
        return String.join(", ", to) + " by " + host + ":" + port;
    }

    private static String address(String field, String text) {
        String found = Objects.requireNonNullElse(text, "");
        if (!ADDRESS.matcher(found).matches()) {
            throw new IllegalArgumentException(
                    "notifications.email." + field + " is '" + found + "' and must be an address as pacs@example.org");
        }
        return found;
    }
}
