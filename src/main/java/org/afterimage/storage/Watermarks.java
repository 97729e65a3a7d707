package org.afterimage.storage;

import org.afterimage.node.StorageSettings;

/**
 * The free room of one disk at which something happens, in bytes.
 *
 * @param warnBelow below it room is short
 * @param refuseBelow below it no instance is taken
 * @param resumeAbove from it on instances are taken again
 */
public record Watermarks(long warnBelow, long refuseBelow, long resumeAbove) {
    /** Short of room remains what has not this much more than the watermark, in parts of it: or the log would be full of one disk. */
    private static final int HYSTERESIS = 20;

    /** Those of a disk of so many bytes. */
    public static Watermarks of(StorageSettings settings, long total) {
        long warn = settings.warnBelow().bytesOf(total);
        long refuse = settings.refuseBelow().bytesOf(total);
        long resume = settings.resumeAbove() == null
                ? (warn + refuse) / 2
                : settings.resumeAbove().bytesOf(total);
        return new Watermarks(warn, refuse, Math.max(refuse, resume));
    }

    /**
     * How much room there is.
     *
     * @param before what it was when last measured
     * @param free bytes that this process may still write
     */
    RoomLevel level(RoomLevel before, long free) {
        if (free < refuseBelow || before == RoomLevel.FULL && free < resumeAbove) {
            return RoomLevel.FULL;
        }
        long enough = before == RoomLevel.AMPLE ? warnBelow : warnBelow + warnBelow / HYSTERESIS;
        return free < enough ? RoomLevel.SHORT : RoomLevel.AMPLE;
    }
}
