package org.afterimage.dicom.pixel;

import org.afterimage.dicom.io.DicomFormatException;

/**
 * How many precincts and code-blocks a frame may be cut into. Coding styles can ask for as many as there are pixels (ITU-T T.800 B.6
 * and B.7), which none that is meant to be decoded does.
 */
final class J2kBudget {

    private static final long MOST = 400_000;

    private long left;

    private J2kBudget(long left) {
        this.left = left;
    }

    /** For a frame from outside. */
    static J2kBudget ofFrame() {
        return new J2kBudget(MOST);
    }

    /** For what this node itself cuts up. */
    static J2kBudget unlimited() {
        return new J2kBudget(Long.MAX_VALUE);
    }

    /** Takes a number of them. */
    void take(long count) throws DicomFormatException {
        left -= count;
        if (left < 0) {
            throw new DicomFormatException("A compressed frame is cut into more than " + MOST + " pieces.");
        }
    }
}
