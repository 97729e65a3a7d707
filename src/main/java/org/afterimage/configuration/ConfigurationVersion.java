package org.afterimage.configuration;

import java.time.Instant;

/**
 * A configuration that was in force.
 *
 * @param id its number, which jobs name
 * @param node whose it was
 * @param digest SHA-256 of its files
 * @param takenAt when it came into force
 * @param origin how
 * @param person by whom: the owner of the changed file, or who was named with an import
 * @param previous what was in force on the node before; null for the first
 * @param difference to what was in force before, as removed and added lines
 */
public record ConfigurationVersion(
        long id,
        String node,
        String digest,
        Instant takenAt,
        Origin origin,
        String person,
        Long previous,
        String difference) {}
