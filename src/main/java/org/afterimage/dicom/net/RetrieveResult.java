package org.afterimage.dicom.net;

import java.util.List;

/**
 * How a retrieval ended (PS3.4 C.4.2.1.5 and C.4.3.1.4).
 *
 * @param status the last status of the peer: success, B000H when some sub-operations failed, cancel, or a failure
 * @param subOperations the last counts
 * @param failedSopInstanceUids what was not sent, as far as the peer says
 */
public record RetrieveResult(Status status, SubOperations subOperations, List<String> failedSopInstanceUids) {

    /** Copies the list. */
    public RetrieveResult {
        failedSopInstanceUids = List.copyOf(failedSopInstanceUids);
    }

    /** Says whether all that matched was sent. */
    public boolean isComplete() {
        return status.isSuccess() && subOperations.failed() <= 0;
    }
}
