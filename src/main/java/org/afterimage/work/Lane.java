package org.afterimage.work;

/**
 * One of the ways over which derived series go to a destination, each an association at a time. A job belongs to the lane that its number
 * modulo the number of lanes says, so that lanes need not agree on who takes what.
 *
 * @param destination AE title
 * @param number from 0
 * @param of how many there are to the destination
 */
record Lane(String destination, int number, int of) {
    private static final String SEPARATOR = "\\"; // no AE title has one (PS3.5 6.2)

    /** What the queue calls it. */
    String instance() {
        return destination + SEPARATOR + number + SEPARATOR + of;
    }

    /** The lane that the queue calls so. */
    static Lane of(String instance) {
        String[] parts = instance.split("\\\\");
        return new Lane(parts[0], Integer.parseInt(parts[1]), Integer.parseInt(parts[2]));
    }
}
