package org.afterimage.dicom.net;

import java.io.EOFException;
import java.net.SocketException;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.afterimage.dicom.tls.CertificateRefusedException;

/** The peers do not agree on how to secure the connection, or one broke what they agreed on (PS3.15 B.12). */
final class TlsFailureException extends PeerFailure {

    private static final long serialVersionUID = 1L;
    private static final Pattern ALERT = Pattern.compile("[Rr]eceived fatal alert: (\\w+)");

    /** The alerts that have a sentence of their own, by number (RFC 8446 6). */
    private static final Map<Integer, String> ALERTS = Map.ofEntries(
            Map.entry(40, "handshake_failure"),
            Map.entry(42, "bad_certificate"),
            Map.entry(43, "unsupported_certificate"),
            Map.entry(44, "certificate_revoked"),
            Map.entry(45, "certificate_expired"),
            Map.entry(46, "certificate_unknown"),
            Map.entry(48, "unknown_ca"),
            Map.entry(49, "access_denied"),
            Map.entry(70, "protocol_version"),
            Map.entry(71, "insufficient_security"),
            Map.entry(112, "unrecognized_name"),
            Map.entry(116, "certificate_required"));

    private static final Set<String> ABOUT_OWN_CERTIFICATE = Set.of(
            "bad_certificate",
            "unsupported_certificate",
            "certificate_revoked",
            "certificate_expired",
            "certificate_unknown",
            "unknown_ca",
            "access_denied",
            "certificate_required");

    /** The peer's alert; empty for none. */
    private final String alert;

    TlsFailureException(String clause, Throwable cause) {
        this(clause, "", cause);
    }

    private TlsFailureException(String clause, String alert, Throwable cause) {
        super(clause, cause);
        this.alert = alert;
    }

    /** Whether the peer ended the handshake over the certificate that this side showed, or did not show. */
    boolean concernsOwnCertificate() {
        return ABOUT_OWN_CERTIFICATE.contains(alert);
    }

    /** Puts what the TLS engine reports into words about the peer. */
    static TlsFailureException of(Exception failure) {
        Matcher alert = ALERT.matcher(String.valueOf(failure.getMessage()));
        return new TlsFailureException(clause(failure), alert.find() ? alert.group(1) : "", failure);
    }

    /**
     * Puts an alert of the peer into words.
     *
     * @param description its number (RFC 8446 6)
     */
    static TlsFailureException ofAlert(int description, Exception failure) {
        String name = ALERTS.getOrDefault(description, Integer.toString(description));
        return new TlsFailureException(clauseOfAlert(name), name, failure);
    }

    private static String clause(Exception failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof CertificateRefusedException refused) {
                return refused.getMessage();
            }
        }
        String message = String.valueOf(failure.getMessage());
        Matcher alert = ALERT.matcher(message);
        if (alert.find()) {
            return clauseOfAlert(alert.group(1));
        }
        if (message.contains("protocol version") || message.contains("requested protocol")) {
            return "offers only TLS versions that are not allowed here (" + message + ")";
        }
        if (message.contains("cipher suites in common")) {
            return "offers no TLS cipher suite that BCP 195 allows, or none for this side's kind of key";
        }
        if (message.contains("mpty client certificate chain") || message.contains("mpty certificate chain")) {
            return "shows no certificate, and one is required";
        }
        if (failure instanceof EOFException || failure instanceof SocketException) {
            return "closed the connection in the TLS handshake";
        }
        return "broke the rules of TLS (" + message + ")";
    }

    private static String clauseOfAlert(String alert) {
        return switch (alert) {
            case "protocol_version" ->
                "speaks none of the TLS versions that are allowed here (its alert: " + alert + ")";
            case "handshake_failure", "insufficient_security" ->
                "found no TLS cipher suite or key in common, or wants a certificate (its alert: " + alert + ")";
            case "certificate_expired" -> "says that this side's certificate has expired; renew it";
            case "certificate_required" -> "wants a certificate from this side, and none is configured for it";
            case "bad_certificate", "certificate_unknown", "unknown_ca", "access_denied", "unsupported_certificate" ->
                "does not take this side's certificate (its alert: " + alert
                        + "); let it trust the authority that signed it";
            case "certificate_revoked" -> "says that this side's certificate is revoked; get a new one";
            case "unrecognized_name" -> "does not know the host name that it was called by";
            default -> "ended the TLS handshake (its alert: " + alert + ")";
        };
    }
}
