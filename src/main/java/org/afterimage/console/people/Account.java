package org.afterimage.console.people;

import java.time.Instant;

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
 */
public record Account(
        long id,
        String name,
        Role role,
        boolean mustChange,
        boolean disabled,
        Instant createdAt,
        Instant lastSignInAt) {}
