package org.afterimage.dicom.net;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.afterimage.dicom.data.DataSet;
import org.afterimage.dicom.data.SopClass;
import org.afterimage.dicom.data.Tag;
import org.afterimage.dicom.io.TransferSyntax;

/** What the services of the Study Root Query/Retrieve Information Model have in common as SCUs (PS3.4 C.6.2). */
final class StudyRoot {

    private static final List<TransferSyntax> SYNTAXES =
            List.of(TransferSyntax.EXPLICIT_VR_LITTLE_ENDIAN, TransferSyntax.IMPLICIT_VR_LITTLE_ENDIAN);

    private StudyRoot() {}

    /** Returns what is proposed for a query or a move. */
    static Proposal proposal(String sopClassUid, boolean relational) {
        return proposal(sopClassUid, relational, List.of());
    }

    /**
     * Returns what is proposed for a get: besides its own context those in which instances come back, with this side as
     * their SCP (PS3.4 C.5.3).
     */
    static Proposal proposal(String sopClassUid, boolean relational, Collection<ProposedContext> storage) {
        List<ProposedContext> contexts = new ArrayList<>();
        contexts.add(new ProposedContext(sopClassUid, SYNTAXES));
        contexts.addAll(storage);
        List<RoleSelection> roles = storage.stream()
                .map(ProposedContext::abstractSyntaxUid)
                .distinct()
                .map(uid -> new RoleSelection(uid, false, true))
                .toList();
        return new Proposal(
                contexts, roles, relational ? List.of(SopClassExtendedNegotiation.relational(sopClassUid)) : List.of());
    }

    /**
     * Returns the context to ask in.
     *
     * @throws PresentationContextNotAcceptedException when the peer does not provide the service
     * @throws NotNegotiatedException when it does, but not relationally as wanted
     */
    static NegotiatedContext context(DimseServiceUser user, String sopClassUid, boolean relational)
            throws AssociationException {
        NegotiatedContext context = user.context(
                        accepted -> accepted.abstractSyntaxUid().equals(sopClassUid))
                .orElseThrow(() -> user.notAccepted(sopClassUid, "any uncompressed transfer syntax"));
        if (relational && !user.answer().userInformation().isRelational(sopClassUid)) {
            throw new NotNegotiatedException(user.peer() + " does not take relational keys in "
                    + SopClass.nameOf(sopClassUid) + ". Name the unique keys of all levels above.");
        }
        return context;
    }

    /** Returns the identifier of a request. */
    static DataSet identifier(QueryRetrieveLevel level, DataSet keys) {
        return keys.shallowCopy().putString(Tag.QUERY_RETRIEVE_LEVEL, level.name());
    }
}
