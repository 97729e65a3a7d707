package org.afterimage.dicom.net;

/**
 * The asynchronous operations window sub-item (PS3.7 D.3.3.3).
 *
 * @param operationsInvoked how many operations the requestor may have under way, 0 for any number
 * @param operationsPerformed how many it can perform at once, 0 for any number
 */
record AsynchronousOperationsWindow(int operationsInvoked, int operationsPerformed) {

    /** The sub-item is absent: one operation after the other, and the acceptor must not answer the sub-item either. */
    static final AsynchronousOperationsWindow NOT_NEGOTIATED = new AsynchronousOperationsWindow(-1, -1);

    /** One operation after the other, the only mode of this implementation. */
    static final AsynchronousOperationsWindow SYNCHRONOUS = new AsynchronousOperationsWindow(1, 1);

    /** Says whether the sub-item is there. */
    boolean isNegotiated() {
        return operationsInvoked >= 0;
    }
}
