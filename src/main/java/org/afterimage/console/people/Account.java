package org.afterimage.console.people;

import java.net.URI;
import java.time.Instant;
import java.util.Objects;

/**
 * A person who may sign in.
 *
 * @param id its number
 * @param name with which it signs in, and which the audit log has
 * @param role what it may do
 * @param mustChange whether its password was given by another and must be changed first
 * @param disabled whether it may sign in no more
 * @param createdAt when it was made
 * @param lastSignInAt when it last signed in; null for never
 * @param issuer the OpenID Connect provider that vouches for it; null where it signs in by name and password
 */
public record Account(
        long id,
        String name,
        Role role,
        boolean mustChange,
        boolean disabled,
        Instant createdAt,
        Instant lastSignInAt,
        String issuer) {
    /** Whether a provider vouches for it, so that it has no password here and its role is the provider's word. */
    public boolean provided() {
        return issuer != null;
    }

    /** Where a person signs in with it: the host of its provider; empty for this node. */
    public String place() {
        return issuer == null
                ? ""
                : Objects.requireNonNullElse(URI.create(issuer).getHost(), issuer);
    }
}
