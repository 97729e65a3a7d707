package org.afterimage.dicom.net;

import java.time.Duration;
import org.afterimage.dicom.data.DataSet;

/**
 * What to retrieve by C-MOVE or C-GET in the study root (PS3.4 C.4.2 and C.4.3).
 *
 * @param level whether whole studies, series or single instances
 * @param keys the unique keys of this level and those above; at this level each may have several values
 * @param relational whether unique keys of the levels above may be left out, which the peer must agree to (PS3.4
 *     C.5.2.1)
 * @param longest after so long the retrieval is cancelled, whatever is still to come
 */
public record Retrieval(QueryRetrieveLevel level, DataSet keys, boolean relational, Duration longest) {

    private static final Duration DEFAULT_LONGEST = Duration.ofHours(4);

    /** Returns a hierarchical retrieval that may take four hours. */
    public static Retrieval of(QueryRetrieveLevel level, DataSet keys) {
        return new Retrieval(level, keys, false, DEFAULT_LONGEST);
    }

    /** Returns the same with another time. */
    public Retrieval withLongest(Duration duration) {
        return new Retrieval(level, keys, relational, duration);
    }

    /** Returns the same as a relational retrieval. */
    public Retrieval asRelational() {
        return new Retrieval(level, keys, true, longest);
    }
}
