package org.afterimage.render;

import java.nio.file.Path;

/**
 * An instance and where it is stored.
 *
 * @param sopInstanceUid SOP Instance UID (0008,0018)
 * @param file that holds it
 */
public record StoredInstance(String sopInstanceUid, Path file) {}
