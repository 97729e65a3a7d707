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

    /** How many requests a listener lets a peer have outstanding at most; each is a few hundred bytes until it is read. */
    static final int MOST_ACCEPTED = 64;

    /**
     * Returns what a listener answers: as many outstanding operations as the requestor wants, within bounds, and one
     * notification of the listener at a time. Operations are performed one after the other and answered in their order,
     * which any window allows; what waits for its turn waits in the connection.
     */
    AsynchronousOperationsWindow accepted() {
        if (!isNegotiated()) {
            return NOT_NEGOTIATED;
        }
        boolean unlimited = operationsInvoked == 0 || operationsInvoked > MOST_ACCEPTED;
        return new AsynchronousOperationsWindow(unlimited ? MOST_ACCEPTED : operationsInvoked, 1);
    }

    /**
     * Returns how many operations a requestor may have outstanding that proposed this window.
     *
     * @param answer what the acceptor answered
     */
    int agreed(AsynchronousOperationsWindow answer) {
        if (!isNegotiated() || !answer.isNegotiated()) {
            return 1;
        }
        int most = operationsInvoked == 0 ? MOST_ACCEPTED : operationsInvoked;
        return answer.operationsInvoked() == 0 ? most : Math.min(most, answer.operationsInvoked());
    }

    /** Says whether the sub-item is there. */
    boolean isNegotiated() {
        return operationsInvoked >= 0;
    }
}
