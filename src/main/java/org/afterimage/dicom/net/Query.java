package org.afterimage.dicom.net;

import org.afterimage.dicom.data.DataSet;

/**
 * A question for C-FIND in the study root (PS3.4 C.4.1 and C.6.2), and how much may come of it.
 *
 * @param level what to look for
 * @param keys values to match, and empty elements to be told; without Query/Retrieve Level. In a query that is not
 *     relational the unique keys of the levels above have one value each (PS3.4 C.4.1.2.1)
 * @param relational whether keys of any level are used freely, which the peer must agree to (PS3.4 C.5.1.1)
 * @param maxMatches after so many the query is cancelled, at least 1
 * @param maxMatchBytes longest value and longest match that is read, in bytes in memory, at least 4,096
 */
public record Query(QueryRetrieveLevel level, DataSet keys, boolean relational, int maxMatches, int maxMatchBytes) {

    private static final int DEFAULT_MAX_MATCHES = 10_000;
    private static final int DEFAULT_MAX_MATCH_BYTES = 1 << 20;
    private static final int SMALLEST_MAX_MATCH_BYTES = 4096;

    /**
     * Checks the bounds.
     *
     * @throws IllegalArgumentException with a sentence that says which is wrong
     */
    public Query {
        if (maxMatches < 1) {
            throw new IllegalArgumentException("A query must allow at least one match, not " + maxMatches + ".");
        }
        if (maxMatchBytes < SMALLEST_MAX_MATCH_BYTES) {
            throw new IllegalArgumentException("A match must be allowed at least " + SMALLEST_MAX_MATCH_BYTES
                    + " bytes, not " + maxMatchBytes + ".");
        }
    }

    /** Returns a hierarchical query of at most 10,000 matches of 1 MiB. */
    public static Query of(QueryRetrieveLevel level, DataSet keys) {
        return new Query(level, keys, false, DEFAULT_MAX_MATCHES, DEFAULT_MAX_MATCH_BYTES);
    }

    /** Returns the same with another number of matches. */
    public Query withMaxMatches(int matches) {
        return new Query(level, keys, relational, matches, maxMatchBytes);
    }

    /** Returns the same with another length of a match. */
    public Query withMaxMatchBytes(int bytes) {
        return new Query(level, keys, relational, maxMatches, bytes);
    }

    /** Returns the same as a relational query. */
    public Query asRelational() {
        return new Query(level, keys, true, maxMatches, maxMatchBytes);
    }
}
