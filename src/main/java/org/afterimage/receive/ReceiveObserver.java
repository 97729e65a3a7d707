package org.afterimage.receive;

import org.afterimage.dicom.net.Status;

/** Told of each answered C-STORE, for metrics. */
@FunctionalInterface
public interface ReceiveObserver {
    /**
     * An instance was answered.
     *
     * @param status the answer
     * @param nanos from the first byte of the data set to the answer
     */
    void stored(Status status, long nanos);
}
