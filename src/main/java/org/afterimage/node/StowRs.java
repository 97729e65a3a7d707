package org.afterimage.node;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * {@code stowRs} of a remote in {@code remotes.yaml}: derived series go to it by STOW-RS (PS3.18 10.5) and not by C-STORE.
 *
 * @param url the base of its DICOMweb services, to which {@code /studies} is added
 * @param token sent as {@code Authorization: Bearer}; null for none
 * @param headers further headers with their values, by name
 * @param instancesPerRequest instances that go in one request, 1 unless set
 * @param tls with an {@code https} URL: the key that is shown and the authorities that are trusted, those of node.yaml unless named
 */
public record StowRs(
        @Setting("base of its DICOMweb services; /studies is added")
        String url,

        @Setting("bearer token, by file or variable") Secret token,

        @Setting("further HTTP headers, each by file or variable")
        Map<String, Secret> headers,

        @Setting("instances that go in one request") Integer instancesPerRequest,

        @Setting("key, certificates and trust for an https URL")
        RemoteTls tls) {
    /** RFC 9110 5.6.2. */
    private static final Pattern HEADER_NAME = Pattern.compile("[!#$%&'*+.^_`|~0-9A-Za-z-]{1,100}");

    /** What the request itself says. */
    private static final Set<String> OWN_HEADERS = Set.of(
            "accept", "connection", "content-length", "content-type", "expect", "host", "transfer-encoding", "upgrade");

    private static final int MOST_AT_ONCE = 100;

    /** Fills in defaults and refuses values that can't work. */
    public StowRs {
        url = base(url);
        headers = Collections.unmodifiableMap(new LinkedHashMap<>(Objects.requireNonNullElse(headers, Map.of())));
        headers.forEach(StowRs::requireHeader);
        if (token != null && headers.keySet().stream().anyMatch("authorization"::equalsIgnoreCase)) {
            throw new IllegalArgumentException("stowRs has both a token and a header Authorization");
        }
        instancesPerRequest = NodeSettings.inRange(
                "stowRs.instancesPerRequest", Objects.requireNonNullElse(instancesPerRequest, 1), 1, MOST_AT_ONCE);
        if (url.startsWith("https:")) {
            tls = Objects.requireNonNullElseGet(
                    tls, () -> new RemoteTls(null, null, null, null, null, null, null, null, null));
            if (!tls.enabled() || !tls.checkHostName()) {
                throw new IllegalArgumentException(
                        "stowRs.tls can't be switched off for an https URL, nor its check of the host name");
            }
        } else if (tls != null) {
            throw new IllegalArgumentException("stowRs.tls is set, and stowRs.url does not begin with https:");
        }
    }

    /** The bearer token, where there is one. */
    public Optional<Secret> bearerToken() {
        return Optional.ofNullable(token);
    }

    /** How it is secured; empty for a plain URL. */
    public Optional<RemoteTls> security() {
        return Optional.ofNullable(tls);
    }

    private static String base(String url) {
        if (url == null || url.isBlank()) {
            throw new IllegalArgumentException("stowRs has no url");
        }
        URI uri;
        try {
            uri = new URI(url.strip());
        } catch (URISyntaxException e) {
            throw new IllegalArgumentException("stowRs.url " + url + " is no URL: " + e.getReason(), e);
        }
        boolean web = "http".equals(uri.getScheme()) || "https".equals(uri.getScheme());
        if (!web || uri.getHost() == null || uri.getRawQuery() != null || uri.getRawFragment() != null) {
            throw new IllegalArgumentException("stowRs.url " + url
                    + " must be as https://pacs.example.org/dicom-web, with a host and without a query or fragment");
        }
        if (uri.getRawUserInfo() != null) {
            throw new IllegalArgumentException(
                    "stowRs.url has a user or password; name a header Authorization by file or variable instead");
        }
        String base = uri.toASCIIString().replaceAll("/+$", "");
        if (base.endsWith("/studies")) {
            throw new IllegalArgumentException("stowRs.url ends in /studies, which the node adds by itself");
        }
        return base;
    }

    private static void requireHeader(String name, Secret value) {
        if (!HEADER_NAME.matcher(name).matches() || OWN_HEADERS.contains(name.toLowerCase(Locale.ROOT))) {
            throw new IllegalArgumentException("stowRs.headers: " + name + " is no header that can be set here");
        }
        if (value == null) {
            throw new IllegalArgumentException("stowRs.headers: " + name + " has neither a file nor a variable");
        }
    }
}
