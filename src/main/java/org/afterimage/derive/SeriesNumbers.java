package org.afterimage.derive;

/** Which Series Numbers of a study are taken, so that a derived series sorts behind its source and beside no other. */
@FunctionalInterface
public interface SeriesNumbers {

    /** No number is taken. */
    SeriesNumbers ALL_FREE = (number, seriesInstanceUid) -> false;

    /**
     * Whether another series of the study has a number.
     *
     * @param number the number
     * @param seriesInstanceUid the series that asks; its own number, from an earlier run, is free to it
     */
    boolean takenByAnother(int number, String seriesInstanceUid);

    /**
     * The first free number for a derived series: source x 100 + role, then ten further and so on, since the same source may have
     * derived series of several models in one role. Sources without a number, or with one too long for that, count as 99.
     *
     * @param sourceNumber the source's Series Number, negative when it has none
     * @param role the derived series' role
     * @param seriesInstanceUid the derived series
     */
    default int choose(int sourceNumber, SeriesRole role, String seriesInstanceUid) {
        int largest = Integer.MAX_VALUE / 100 - 1_000_000;
        int base = (sourceNumber < 0 || sourceNumber > largest ? 99 : sourceNumber) * 100 + role.number();
        int number = base;
        while (takenByAnother(number, seriesInstanceUid)) {
            number += 10;
        }
        return number;
    }
}
