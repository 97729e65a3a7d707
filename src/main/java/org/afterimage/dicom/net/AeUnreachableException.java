package org.afterimage.dicom.net;

/** No TCP connection could be made (PS3.8 9.1): the host is unknown, refuses, or does not answer in time. */
public final class AeUnreachableException extends AssociationException {

    private static final long serialVersionUID = 1L;

    AeUnreachableException(String message, Throwable cause) {
        super(message, cause);
    }
}
