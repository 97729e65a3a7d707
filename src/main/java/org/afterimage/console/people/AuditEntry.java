package org.afterimage.console.people;

import java.time.Instant;

/**
 * Something that a person changed.
 *
 * @param id its number
 * @param at when
 * @param node on which node
 * @param person who
 * @param address from where
 * @param action what was done, such as {@code job.retry}
 * @param subject to what, such as {@code job 17}
 * @param before how that was; empty for nothing
 * @param after how that is since
 * @param reason why, in the person's words; empty where none is asked for
 */
public record AuditEntry(
        long id,
        Instant at,
        String node,
        String person,
        String address,
        String action,
        String subject,
        String before,
        String after,
        String reason) {}
