package org.afterimage.dicom.net;

import java.io.IOException;
import java.util.Optional;

/**
 * Says which instances are safe in this node, for a storage commitment SCP (PS3.4 Annex J). Called by many association
 * threads at once.
 */
public interface StorageCommitmentService {

    /**
     * Says who may ask, and where its results go when they cannot go over the association of the request.
     *
     * @param callingAeTitle the AE title that the peer gives itself
     * @return where it listens; empty when it may not ask, which is answered 0124H
     */
    Optional<RemoteAe> requestor(String callingAeTitle);

    /**
     * Says which instances this node takes responsibility for, now and for good: each reference of the request is
     * either committed or failed in the result.
     *
     * @param request what is asked for
     * @return the result, with the same transaction UID
     * @throws IOException when it cannot be said now; answered 0110H, and the peer asks again later. A runtime exception
     *     is answered so too and logged as a bug.
     */
    StorageCommitmentResult check(StorageCommitmentRequest request) throws IOException;
}
