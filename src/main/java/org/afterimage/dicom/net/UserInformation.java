package org.afterimage.dicom.net;

import java.util.List;
import org.afterimage.dicom.io.Implementation;

/**
 * The user information item of A-ASSOCIATE-RQ and -AC (PS3.8 9.3.2.3, PS3.7 D.3.3). SOP class extended negotiation and
 * user identity are not kept: an acceptor that supports neither answers neither (PS3.7 D.3.3.5 and D.3.3.7), and so no
 * password stays in memory.
 *
 * @param maxPduLength the longest P-DATA-TF variable field that this side takes, in bytes, 0 for any (PS3.8 D.1)
 * @param implementationClassUid which implementation this side is (PS3.7 D.3.3.2), empty if it did not say
 * @param implementationVersionName its version, at most 16 characters, empty if it did not say
 * @param asynchronousOperationsWindow how many operations may be under way (PS3.7 D.3.3.3)
 * @param roleSelections which roles are proposed or accepted (PS3.7 D.3.3.4)
 */
record UserInformation(
        long maxPduLength,
        String implementationClassUid,
        String implementationVersionName,
        AsynchronousOperationsWindow asynchronousOperationsWindow,
        List<RoleSelection> roleSelections) {

    UserInformation {
        roleSelections = List.copyOf(roleSelections);
    }

    /** Returns what this implementation says of itself. */
    static UserInformation ofThisImplementation(
            int maxPduLength, AsynchronousOperationsWindow window, List<RoleSelection> roleSelections) {
        return new UserInformation(
                maxPduLength, Implementation.CLASS_UID, Implementation.VERSION_NAME, window, roleSelections);
    }
}
