package org.afterimage.dicom.net;

/** The peer answered the association request by A-ASSOCIATE-RJ (PS3.8 9.3.4). */
public final class AssociationRejectedException extends AssociationException {

    private static final long serialVersionUID = 1L;

    private final Rejection rejection;

    AssociationRejectedException(RemoteAe remote, Rejection rejection) {
        super(remote + " rejected the association: " + rejection.meaning() + ". " + rejection.advice(), null);
        this.rejection = rejection;
    }

    /** Returns result, source and reason as the peer gave them. */
    public Rejection rejection() {
        return rejection;
    }
}
