package org.afterimage.storage;

/**
 * A purge whose files may still be there.
 *
 * @param id its number
 * @param kind of what
 * @param subject number of the study or job
 */
record OpenPurge(long id, Purgeable.Kind kind, long subject) {}
