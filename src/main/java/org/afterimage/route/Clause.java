package org.afterimage.route;

/** One thing that a route asks of a series. */
interface Clause {
    /** Whether a series has it, and with which values. */
    ClauseTrace judge(Facts facts);
}
