package org.afterimage.web;

/** Which part of a list is asked for: page from 0, size 1 to 500. */
record Page(int page, int size) {
    private static final int LARGEST = 500;

    Page {
        if (page < 0 || page > 1_000_000) {
            throw new BadQueryException("page is " + page + " and must be from 0 to 1000000.");
        }
        if (size < 1 || size > LARGEST) {
            throw new BadQueryException("size is " + size + " and must be from 1 to " + LARGEST + ".");
        }
    }

    int first() {
        return page * size;
    }
}
