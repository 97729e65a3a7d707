package org.afterimage.dicom.net;

import java.util.Optional;

/**
 * How this side asks for associations: who it is, how long it waits and what it negotiates besides the presentation
 * contexts (PS3.7 D.3.3).
 *
 * @param callingAeTitle our AE title
 * @param timeouts the deadlines
 * @param maxPduLength the longest P-DATA-TF that the peer may send, in bytes, 4,096 to 16 MiB (PS3.8 D.1)
 * @param operationsWindow how many requests may be outstanding if the peer agrees, 1 to 1,024 (PS3.7 D.3.3.3); 1
 *     proposes nothing
 * @param userIdentity who the user is (PS3.7 D.3.3.7); empty proposes nothing
 */
public record AssociationSettings(
        String callingAeTitle,
        Timeouts timeouts,
        int maxPduLength,
        int operationsWindow,
        Optional<UserIdentity> userIdentity) {

    private static final int DEFAULT_MAX_PDU_LENGTH = 64 << 10;
    private static final int LARGEST_WINDOW = 1024;

    /**
     * Checks the AE title and the numbers.
     *
     * @throws IllegalArgumentException with a sentence that says which is wrong
     */
    public AssociationSettings {
        callingAeTitle = AeTitle.require(callingAeTitle);
        ListenerSettings.requireMaxPduLength(maxPduLength);
        if (operationsWindow < 1 || operationsWindow > LARGEST_WINDOW) {
            throw new IllegalArgumentException("The asynchronous operations window is " + operationsWindow
                    + "; it must be 1 to " + LARGEST_WINDOW + ".");
        }
    }

    /** Returns settings that suit most peers: one request at a time, PDUs of 64 KiB, no user. */
    public static AssociationSettings of(String callingAeTitle, Timeouts timeouts) {
        return new AssociationSettings(callingAeTitle, timeouts, DEFAULT_MAX_PDU_LENGTH, 1, Optional.empty());
    }

    /** Returns the same with another longest PDU. */
    public AssociationSettings withMaxPduLength(int bytes) {
        return new AssociationSettings(callingAeTitle, timeouts, bytes, operationsWindow, userIdentity);
    }

    /** Returns the same with another window of outstanding requests. */
    public AssociationSettings withOperationsWindow(int operations) {
        return new AssociationSettings(callingAeTitle, timeouts, maxPduLength, operations, userIdentity);
    }

    /** Returns the same with a user. */
    public AssociationSettings withUserIdentity(UserIdentity identity) {
        return new AssociationSettings(callingAeTitle, timeouts, maxPduLength, operationsWindow, Optional.of(identity));
    }
}
