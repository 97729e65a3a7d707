package org.afterimage.dicom.net;

/**
 * How a query ended (PS3.4 C.4.1.1.4).
 *
 * @param status the last status of the peer: success when all matches came, cancel when it was cancelled, or a failure
 * @param matches how many matches were handed over
 * @param cancelled whether there were more matches than were wanted
 */
public record FindResult(Status status, int matches, boolean cancelled) {

    /** Says whether all matches came. */
    public boolean isComplete() {
        return status.isSuccess() && !cancelled;
    }
}
