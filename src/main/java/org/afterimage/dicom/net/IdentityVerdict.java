package org.afterimage.dicom.net;

/** What an {@link AssociationPolicy} makes of the user that a peer names (PS3.7 D.3.3.7). */
public sealed interface IdentityVerdict {

    /**
     * User identities mean nothing to this policy: the association is accepted without a word about the user, as the
     * standard wants it of an acceptor that does not support them.
     */
    record Ignored() implements IdentityVerdict {}

    /**
     * The user is known. The peer is told so if it asked for that.
     *
     * @param serverResponse what to answer: empty for user names; Kerberos server ticket, SAML response or JSON web
     *     token for the others
     */
    @SuppressWarnings("ArrayRecordComponent")
    record Recognized(byte[] serverResponse) implements IdentityVerdict {}

    /**
     * The user may not call.
     *
     * @param rejection what to answer
     */
    record Refused(Rejection rejection) implements IdentityVerdict {}

    /** Returns {@link Ignored}. */
    static IdentityVerdict ignored() {
        return new Ignored();
    }

    /** Returns {@link Recognized} with an empty response, as it suits user names. */
    static IdentityVerdict recognized() {
        return new Recognized(new byte[0]);
    }

    /** Returns {@link Refused} without a reason: the standard has none for users. */
    static IdentityVerdict refused() {
        return new Refused(Rejection.NO_REASON_GIVEN);
    }
}
