package org.afterimage.dicom.net;

import org.afterimage.dicom.data.DataSet;

/** Gets the matches of a query one by one (PS3.4 C.4.1.1.3.2). While it works, the peer waits. */
@FunctionalInterface
public interface MatchReceiver {

    /**
     * Takes a match.
     *
     * @param match its attributes, Query/Retrieve Level included
     * @return whether more are wanted
     */
    boolean match(DataSet match);
}
