package org.afterimage.dicom.net;

import java.io.IOException;

/**
 * An association (PS3.8 7) that could not be made or did not last. The message is one sentence that an administrator understands.
 */
public abstract sealed class AssociationException extends IOException
        permits AeUnreachableException,
                AssociationRejectedException,
                AssociationAbortedException,
                PresentationContextNotAcceptedException,
                NotNegotiatedException,
                OperationFailedException,
                StorageCommitmentOverdueException {

    private static final long serialVersionUID = 1L;

    AssociationException(String message, Throwable cause) {
        super(message, cause);
    }
}
