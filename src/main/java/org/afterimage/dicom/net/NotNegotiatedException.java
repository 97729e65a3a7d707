package org.afterimage.dicom.net;

/**
 * The peer accepted the association and its SOP class, but not the role, extension or user identity that is needed
 * (PS3.7 D.3.3).
 */
public final class NotNegotiatedException extends AssociationException {

    private static final long serialVersionUID = 1L;

    NotNegotiatedException(String message) {
        super(message, null);
    }
}
