package org.afterimage.dicom.net;

import java.util.Arrays;

/**
 * The user identity sub-item of A-ASSOCIATE-AC, by which an acceptor confirms that it knows the user (PS3.7 D.3.3.7.2).
 *
 * @param serverResponse Kerberos server ticket, SAML response or JSON web token; empty for a user name
 */
@SuppressWarnings("ArrayRecordComponent")
record UserIdentityAnswer(byte[] serverResponse) {

    @Override
    public boolean equals(Object other) {
        return other instanceof UserIdentityAnswer that && Arrays.equals(serverResponse, that.serverResponse);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(serverResponse);
    }

    /** Returns how long it is; the response itself may be a ticket. */
    @Override
    public String toString() {
        return "UserIdentityAnswer[" + serverResponse.length + " bytes]";
    }
}
