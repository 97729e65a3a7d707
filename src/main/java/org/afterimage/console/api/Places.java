package org.afterimage.console.api;

import jakarta.ws.rs.BadRequestException;

/** Where a page of a list begins that goes by numbers of its rows, and how long it is. */
final class Places {
    private static final int MOST = 500;

    private Places() {}

    /** A number of a row; 0 for the beginning. */
    static long from(long number) {
        if (number < 0) {
            throw new BadRequestException("A page begins at the number of a row, or at 0.");
        }
        return number;
    }

    static int size(int size) {
        if (size < 1 || size > MOST) {
            throw new BadRequestException("size is " + size + " and must be from 1 to " + MOST + ".");
        }
        return size;
    }
}
