package org.afterimage.console.oidc;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What a provider says of a person.
 *
 * @param issuer which provider
 * @param subject by which it knows the person
 * @param all claims by name
 * @param idToken in which it said so, as the provider wants to see it again when the person signs out
 */
public record Claims(String issuer, String subject, Map<String, Object> all, String idToken) {
    /** What the person is called: {@code preferred_username}, {@code email}, {@code name}, or the subject. By none of these is it known again. */
    public String name() {
        return Stream.of("preferred_username", "email", "name")
                .map(all::get)
                .filter(String.class::isInstance)
                .map(String.class::cast)
                .filter(text -> !text.isBlank())
                .findFirst()
                .orElse(subject);
    }

    /** The first role of a mapping whose value the person's claim has. */
    public Optional<String> role(String claim, Map<String, String> roles) {
        List<String> values = find(all, claim);
        return roles.entrySet().stream()
                .filter(entry -> values.contains(entry.getKey()))
                .map(Map.Entry::getValue)
                .findFirst();
    }

    /** The texts of a claim. */
    public List<String> texts(String claim) {
        return find(all, claim);
    }

    /** The texts of a claim; a name with dots is that of a claim, or leads into objects. */
    static List<String> find(Map<?, ?> claims, String name) {
        if (claims.containsKey(name)) {
            return texts(claims.get(name));
        }
        int dot = name.indexOf('.');
        return dot > 0 && claims.get(name.substring(0, dot)) instanceof Map<?, ?> inner
                ? find(inner, name.substring(dot + 1))
                : List.of();
    }

    private static List<String> texts(Object value) {
        if (value instanceof Collection<?> many) {
            return many.stream()
                    .filter(String.class::isInstance)
                    .map(String.class::cast)
                    .toList();
        }
        return value instanceof String text ? List.of(text) : List.of();
    }

    /** Without what is in the claims: they are a person's. */
    @Override
    public String toString() {
        return "claims of " + subject + " by " + issuer;
    }
}
