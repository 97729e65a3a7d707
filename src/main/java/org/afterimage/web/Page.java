package org.afterimage.web;

/**
 * Which part of a list is asked for.
 *
 * @param page from 0
 * @param size entries of a page, 1 to 500
 */
public record Page(int page, int size) {
    private static final int LARGEST = 500;

    /** Refuses what is out of bounds. */
    public Page {
        if (page < 0 || page > 1_000_000) {
            throw new BadQueryException("page is " + page + " and must be from 0 to 1000000.");
        }
        if (size < 1 || size > LARGEST) {
            throw new BadQueryException("size is " + size + " and must be from 1 to " + LARGEST + ".");
        }
    }

    /** How many entries come before. */
    public int first() {
        return page * size;
    }
}
