package org.afterimage.dicom.net;

import java.util.List;
import java.util.Optional;
import org.afterimage.dicom.io.Implementation;

/**
 * The user information item of A-ASSOCIATE-RQ and -AC (PS3.8 9.3.2.3, PS3.7 D.3.3).
 *
 * @param maxPduLength the longest P-DATA-TF variable field that this side takes, in bytes, 0 for any (PS3.8 D.1)
 * @param implementationClassUid which implementation this side is (PS3.7 D.3.3.2), empty if it did not say
 * @param implementationVersionName its version, at most 16 characters, empty if it did not say
 * @param asynchronousOperationsWindow how many operations may be under way (PS3.7 D.3.3.3)
 * @param roleSelections which roles are proposed or accepted (PS3.7 D.3.3.4)
 * @param extendedNegotiations what is proposed or accepted of single SOP classes (PS3.7 D.3.3.5)
 * @param commonExtendedNegotiations which SOP classes are special kinds of others (PS3.7 D.3.3.6)
 * @param userIdentity the user, in a request (PS3.7 D.3.3.7)
 * @param userIdentityAnswer the confirmation of the user, in an answer (PS3.7 D.3.3.7)
 */
record UserInformation(
        long maxPduLength,
        String implementationClassUid,
        String implementationVersionName,
        AsynchronousOperationsWindow asynchronousOperationsWindow,
        List<RoleSelection> roleSelections,
        List<SopClassExtendedNegotiation> extendedNegotiations,
        List<SopClassCommonExtendedNegotiation> commonExtendedNegotiations,
        Optional<UserIdentity> userIdentity,
        Optional<UserIdentityAnswer> userIdentityAnswer) {

    UserInformation {
        roleSelections = List.copyOf(roleSelections);
        extendedNegotiations = List.copyOf(extendedNegotiations);
        commonExtendedNegotiations = List.copyOf(commonExtendedNegotiations);
    }

    /** Makes one without extended negotiation and user. */
    UserInformation(
            long maxPduLength,
            String implementationClassUid,
            String implementationVersionName,
            AsynchronousOperationsWindow asynchronousOperationsWindow,
            List<RoleSelection> roleSelections) {
        this(
                maxPduLength,
                implementationClassUid,
                implementationVersionName,
                asynchronousOperationsWindow,
                roleSelections,
                List.of(),
                List.of(),
                Optional.empty(),
                Optional.empty());
    }

    /** Returns what this implementation says of itself. */
    static UserInformation ofThisImplementation(
            int maxPduLength, AsynchronousOperationsWindow window, List<RoleSelection> roleSelections) {
        return new UserInformation(
                maxPduLength, Implementation.CLASS_UID, Implementation.VERSION_NAME, window, roleSelections);
    }

    /** Returns the same with extended negotiations. */
    UserInformation withExtendedNegotiations(List<SopClassExtendedNegotiation> negotiations) {
        return new UserInformation(
                maxPduLength,
                implementationClassUid,
                implementationVersionName,
                asynchronousOperationsWindow,
                roleSelections,
                negotiations,
                commonExtendedNegotiations,
                userIdentity,
                userIdentityAnswer);
    }

    /** Returns the same with this user; none, so that no passcode stays in memory after the negotiation. */
    UserInformation withUserIdentity(Optional<UserIdentity> identity) {
        return new UserInformation(
                maxPduLength,
                implementationClassUid,
                implementationVersionName,
                asynchronousOperationsWindow,
                roleSelections,
                extendedNegotiations,
                commonExtendedNegotiations,
                identity,
                userIdentityAnswer);
    }

    /** Returns the same with a confirmation of the user. */
    UserInformation withUserIdentityAnswer(Optional<UserIdentityAnswer> answer) {
        return new UserInformation(
                maxPduLength,
                implementationClassUid,
                implementationVersionName,
                asynchronousOperationsWindow,
                roleSelections,
                extendedNegotiations,
                commonExtendedNegotiations,
                userIdentity,
                answer);
    }

    /** Returns the role selection of a SOP class; empty when the default roles hold. */
    Optional<RoleSelection> roleSelection(String sopClassUid) {
        return roleSelections.stream()
                .filter(role -> role.sopClassUid().equals(sopClassUid))
                .findFirst();
    }

    /** Says whether relational queries or retrievals of a SOP class are proposed or accepted (PS3.4 C.5). */
    boolean isRelational(String sopClassUid) {
        return extendedNegotiations.stream()
                .anyMatch(negotiation -> negotiation.sopClassUid().equals(sopClassUid) && negotiation.isRelational());
    }
}
