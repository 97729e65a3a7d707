package org.afterimage.dicom.net;

/** The peer accepted the association but not the SOP class and transfer syntax that are needed (PS3.8 9.3.3.2). */
public final class PresentationContextNotAcceptedException extends AssociationException {

    private static final long serialVersionUID = 1L;

    PresentationContextNotAcceptedException(String message) {
        super(message, null);
    }
}
