package org.afterimage.console.people;

import java.time.Instant;

/**
 * With which a program may use the REST interface. The token itself is told once and kept nowhere.
 *
 * @param id its number
 * @param name for people and the audit log
 * @param role what it may do
 * @param createdAt when it was made
 * @param createdBy by whom
 * @param endsAt when it counts no more; null for never
 * @param revokedAt when it was revoked; null when it was not
 * @param lastUsedAt when it was last used, to the minute; null for never
 * @param lastUsedFrom from which address
 */
public record ApiToken(
        long id,
        String name,
        Role role,
        Instant createdAt,
        String createdBy,
        Instant endsAt,
        Instant revokedAt,
        Instant lastUsedAt,
        String lastUsedFrom) {
    /** Whether it counts at a moment. */
    public boolean counts(Instant at) {
        return revokedAt == null && (endsAt == null || endsAt.isAfter(at));
    }

    /** Whether it counts now. */
    public boolean isInForce() {
        return counts(Instant.now());
    }

    /** What it is in words, for the audit log. */
    String words() {
        return role + (endsAt == null ? "" : ", until " + endsAt);
    }
}
