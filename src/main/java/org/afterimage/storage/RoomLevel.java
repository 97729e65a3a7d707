package org.afterimage.storage;

/** How much room the disk has, as the watermarks see it. */
public enum RoomLevel {
    /** Enough. */
    AMPLE,
    /** Little: what may go is purged at once. */
    SHORT,
    /** Too little to take instances. */
    FULL
}
