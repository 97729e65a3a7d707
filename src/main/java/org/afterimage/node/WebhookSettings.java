package org.afterimage.node;

import com.fasterxml.jackson.annotation.JsonValue;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.List;
import java.util.Objects;

/**
 * {@code notifications.webhook} of {@code node.yaml}.
 *
 * @param url to which messages are posted; https, or http on a loopback address
 * @param secret with which messages are signed
 * @param trust PEM files with the certificates of its authorities; empty for those that Java trusts
 */
public record WebhookSettings(
        @Setting("to which messages are posted") String url,
        @Setting("with which they are signed") Secret secret,

        @Setting("PEM files with the certificates of its authorities")
        List<String> trust) {
    /** Refuses an address that would carry messages in the clear through a network. */
    public WebhookSettings {
        URI uri = uri(url);
        boolean https = "https".equals(uri.getScheme());
        boolean loopback = "http".equals(uri.getScheme()) && Loopback.is(uri.getHost());
        if (!https && !loopback) {
            throw new IllegalArgumentException("notifications.webhook.url is " + place(uri)
                    + " and must begin with https, or with http and a loopback address");
        }
        if (secret == null) {
            throw new IllegalArgumentException(
                    "notifications.webhook has no secret to sign messages with;" + " name one by file or variable");
        }
        trust = List.copyOf(Objects.requireNonNullElse(trust, List.of()));
    }

    /** Where messages are posted. */
    public URI address() {
        return uri(url);
    }

    /** Scheme, host and port: what people may see. The rest of some addresses is a secret. */
    public String place() {
        return place(address());
    }

    /** What logs, statements and pages have of it. */
    @JsonValue
    @Override
    public String toString() {
        return place();
    }

    private static String place(URI uri) {
        return uri.getScheme() + "://" + uri.getHost() + (uri.getPort() < 0 ? "" : ":" + uri.getPort());
    }

    private static URI uri(String url) {
        if (url == null || url.isBlank()) {
            throw new IllegalArgumentException("notifications.webhook has no url");
        }
        try {
            URI uri = new URI(url.strip());
            if (uri.getHost() == null || uri.getRawUserInfo() != null || uri.getRawFragment() != null) {
                throw new IllegalArgumentException("notifications.webhook.url must be as"
                        + " https://chat.example.org/afterimage, with a host and without a user");
            }
            return uri;
        } catch (URISyntaxException e) {
            throw new IllegalArgumentException("notifications.webhook.url is no URL: " + e.getReason(), e);
        }
    }
}
