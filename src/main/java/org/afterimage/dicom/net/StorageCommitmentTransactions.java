package org.afterimage.dicom.net;

import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The storage commitment requests of one network that wait for their results. A result comes on the association of its
 * request or on one that the SCP opens to a listener of this network; the transaction UID says which it is (PS3.4
 * J.3.3). It holds what waits and nothing else: each entry belongs to a call that removes it at its deadline.
 */
final class StorageCommitmentTransactions {

    private final Map<String, CompletableFuture<StorageCommitmentResult>> waiting = new ConcurrentHashMap<>();
    private final AtomicInteger listeners = new AtomicInteger();

    /**
     * Begins to wait.
     *
     * @throws IllegalArgumentException when the transaction UID is in use
     */
    CompletableFuture<StorageCommitmentResult> begin(String transactionUid) {
        CompletableFuture<StorageCommitmentResult> result = new CompletableFuture<>();
        if (waiting.putIfAbsent(transactionUid, result) != null) {
            throw new IllegalArgumentException("The transaction UID " + transactionUid + " is in use.");
        }
        return result;
    }

    /** Ends the wait. */
    void end(String transactionUid) {
        waiting.remove(transactionUid);
    }

    /** Hands a result to the call that waits for it; false when none does. */
    boolean complete(StorageCommitmentResult result) {
        CompletableFuture<StorageCommitmentResult> call = waiting.get(result.transactionUid());
        return call != null && (call.complete(result) || call.isDone());
    }

    /** A listener that takes results was opened. */
    void listenerOpened() {
        listeners.incrementAndGet();
    }

    /** A listener that takes results was closed. */
    void listenerClosed() {
        listeners.decrementAndGet();
    }

    /** Says whether an SCP could open an association for its results. */
    boolean haveListener() {
        return listeners.get() > 0;
    }
}
