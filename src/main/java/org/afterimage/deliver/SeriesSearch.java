package org.afterimage.deliver;

import java.io.IOException;
import java.util.Set;

/** A way to ask a destination which instances of one series it has. */
interface SeriesSearch {
    /** The service's name in the standard, to say where an answer came from. */
    String service();

    /**
     * Asks.
     *
     * @return SOP Instance UIDs; none when the destination does not know the series
     * @throws IOException with one sentence if the destination was not reached or did not answer the search
     */
    Set<String> instances(String studyInstanceUid, String seriesInstanceUid) throws IOException;
}
