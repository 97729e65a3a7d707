package org.afterimage.dicom.net;

/** The peer took a storage commitment request and did not report its result in time (PS3.4 J.3.3). */
public final class StorageCommitmentOverdueException extends AssociationException {

    private static final long serialVersionUID = 1L;

    StorageCommitmentOverdueException(String message) {
        super(message, null);
    }
}
