package org.afterimage.node;

import com.fasterxml.jackson.annotation.JsonValue;
import java.net.URI;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * {@code http.oidc} of {@code node.yaml}: an OpenID Connect provider by which people sign in at the console. A running node takes all of it over.
 *
 * @param issuer its issuer identifier, letter by letter; what it supports is read from {@code /.well-known/openid-configuration} below it
 * @param clientId by which the provider knows this console
 * @param clientSecret what the node shows the provider, by file or variable; null for a public client
 * @param publicUrl where browsers reach the console: the provider sends them back to {@code /login/oidc/callback} there
 * @param label what the button to sign in calls the provider, its host unless set
 * @param scopes asked for, {@code openid} and {@code profile} unless set
 * @param rolesClaim which claim has the groups or roles of a person, {@code groups} unless set; dots lead into objects, as in
 *     {@code realm_access.roles}
 * @param roles role here by value of that claim; of several that fit, the one written first counts
 * @param clockSkewSeconds by how much the provider's clock may be off, 60 unless set
 * @param localAccounts whether people also sign in by name and password, yes unless set
 * @param trust PEM files with the certificates of its authorities; empty for those that Java trusts
 */
public record OidcSettings(
        @Setting("its issuer identifier") String issuer,
        @Setting("by which the provider knows this console") String clientId,
        @Setting("of that client, by file or variable") Secret clientSecret,
        @Setting("where browsers reach the console") String publicUrl,
        @Setting("what the button calls it") String label,
        @Setting("asked for") List<String> scopes,
        @Setting("claim with a person's groups or roles") String rolesClaim,
        @Setting("role by value of that claim") Map<String, String> roles,
        @Setting("by how much its clock may be off") Integer clockSkewSeconds,
        @Setting("whether names and passwords count too") Boolean localAccounts,

        @Setting("PEM files with the certificates of its authorities")
        List<String> trust) {
    private static final Set<String> ROLES = Set.of("VIEWER", "REVIEWER", "OPERATOR", "ADMINISTRATOR");

    /** RFC 6749 3.3, and no more than anybody has. */
    private static final Pattern SCOPE = Pattern.compile("[!#-\\[\\]-~]{1,200}");

    private static final int LONGEST = 200;
    private static final int LONGEST_LABEL = 40;
    private static final int MOST_ROLES = 200;
    private static final int MOST_SKEW = 600;

    /** Fills in defaults and refuses values that can't work. */
    public OidcSettings {
        issuer = secure("issuer", issuer).toString();
        publicUrl = publicUrl(publicUrl);
        clientId = text("clientId", clientId, LONGEST);
        label = text("label", Objects.requireNonNullElseGet(label, URI.create(issuer)::getHost), LONGEST_LABEL);
        scopes = scopes(scopes);
        rolesClaim = text("rolesClaim", Objects.requireNonNullElse(rolesClaim, "groups"), LONGEST);
        roles = roles(roles, rolesClaim);
        clockSkewSeconds = NodeSettings.inRange(
                "http.oidc.clockSkewSeconds", Objects.requireNonNullElse(clockSkewSeconds, 60), 0, MOST_SKEW);
        localAccounts = Objects.requireNonNullElse(localAccounts, true);
        trust = List.copyOf(Objects.requireNonNullElse(trust, List.of()));
    }

    /** The client's secret, where it has one. */
    public Optional<Secret> secret() {
        return Optional.ofNullable(clientSecret);
    }

    /** Where the provider sends browsers back to; it must be registered there. */
    public URI redirectUri() {
        return URI.create(publicUrl + "/login/oidc/callback");
    }

    /** Where the provider sends browsers after it has signed somebody out; it should be registered there, too. */
    public URI signedOutUri() {
        return URI.create(publicUrl + "/login");
    }

    /** What people may see of it: all but where its secret is. */
    @JsonValue
    @Override
    public String toString() {
        return issuer + " as " + clientId + " at " + publicUrl + ", \"" + label + "\", scopes "
                + String.join(" ", scopes) + ", " + rolesClaim + " " + roles + ", " + clockSkewSeconds + " s"
                + (localAccounts ? "" : ", no local accounts");
    }

    private static List<String> scopes(List<String> given) {
        List<String> scopes = given == null ? List.of("openid", "profile") : given;
        for (String scope : scopes) {
            if (scope == null || !SCOPE.matcher(scope).matches()) {
                throw new IllegalArgumentException("http.oidc.scopes: '" + scope + "' is no scope");
            }
        }
        if (!scopes.contains("openid")) {
            throw new IllegalArgumentException("http.oidc.scopes must have openid in it");
        }
        return List.copyOf(scopes);
    }

    private static Map<String, String> roles(Map<String, String> given, String claim) {
        if (given == null || given.isEmpty()) {
            throw new IllegalArgumentException("http.oidc.roles must say which values of the claim " + claim
                    + " are which role, as { pacs-admins: administrator }, or nobody gets in");
        }
        if (given.size() > MOST_ROLES) {
            throw new IllegalArgumentException("http.oidc.roles has more than " + MOST_ROLES + " entries");
        }
        Map<String, String> roles = new LinkedHashMap<>();
        given.forEach((value, role) -> roles.put(value, role(value, role)));
        return Collections.unmodifiableMap(roles);
    }

    private static String role(String value, String role) {
        String name = String.valueOf(role).toUpperCase(Locale.ROOT);
        if (!ROLES.contains(name)) {
            throw new IllegalArgumentException("http.oidc.roles: " + value + " is " + role
                    + " and must be viewer, reviewer, operator or administrator");
        }
        return name;
    }

    private static String text(String field, String given, int longest) {
        String text = Objects.requireNonNullElse(given, "").strip();
        if (text.isEmpty() || text.length() > longest || text.chars().anyMatch(Character::isISOControl)) {
            throw new IllegalArgumentException(
                    "http.oidc." + field + " is '" + text + "' and must have 1 to " + longest + " characters");
        }
        return text;
    }

    private static String publicUrl(String given) {
        String url = secure("publicUrl", given).toString().replaceAll("/+$", "");
        if (!URI.create(url).getRawPath().isEmpty()) {
            throw new IllegalArgumentException(
                    "http.oidc.publicUrl is '" + given + "' and must end after host and port: the console has no path");
        }
        return url;
    }

    /** Codes and tokens travel there; without encryption only within this machine. */
    private static URI secure(String field, String given) {
        String text = Objects.requireNonNullElse(given, "").strip();
        try {
            URI uri = URI.create(text);
            boolean host = uri.getHost() != null && uri.getRawUserInfo() == null;
            boolean bare = uri.getRawQuery() == null && uri.getRawFragment() == null;
            if (host && bare && isSecure(uri)) {
                return uri;
            }
        } catch (IllegalArgumentException e) {
            // said below
        }
        throw new IllegalArgumentException(
                "http.oidc." + field + " is '" + text + "' and must be as https://sso.example.org,"
                        + " without user, query and fragment; http is for loopback addresses alone");
    }

    /** Whether what is sent to an address can be read by nobody on the way. */
    public static boolean isSecure(URI uri) {
        return uri.getHost() != null
                && ("https".equals(uri.getScheme()) || "http".equals(uri.getScheme()) && Loopback.is(uri.getHost()));
    }
}
