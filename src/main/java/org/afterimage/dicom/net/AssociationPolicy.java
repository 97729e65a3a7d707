package org.afterimage.dicom.net;

import java.net.InetAddress;
import java.util.List;
import java.util.Optional;
import org.afterimage.dicom.io.TransferSyntax;

/**
 * What a listener accepts (PS3.8 7.1, PS3.7 Annex D). The listener asks it about everything, the Verification SOP class included; it is called by
 * many threads at once.
 */
public interface AssociationPolicy {

    /**
     * Decides about an association before its presentation contexts.
     *
     * @param calledAeTitle the AE title that the peer calls, without spaces around it
     * @param callingAeTitle the AE title that the peer gives itself, without spaces around it
     * @param peer the peer's address
     * @return the rejection to answer (PS3.8 9.3.4), empty to accept
     */
    Optional<Rejection> check(String calledAeTitle, String callingAeTitle, InetAddress peer);

    /**
     * Decides as above, with the certificates that the peer has shown; unless overridden they make no difference.
     *
     * @param peer the peer's address and certificates
     */
    default Optional<Rejection> check(String calledAeTitle, String callingAeTitle, PeerIdentity peer) {
        return check(calledAeTitle, callingAeTitle, peer.address());
    }

    /**
     * Decides about the user that a peer names; asked after {@link #check} and only when one is named (PS3.7 D.3.3.7).
     * Unless overridden users mean nothing.
     *
     * @param callingAeTitle the AE title that the peer gives itself
     * @param peer the peer's address and certificates
     * @param identity the user; not to be logged
     */
    default IdentityVerdict identify(String callingAeTitle, PeerIdentity peer, UserIdentity identity) {
        return IdentityVerdict.ignored();
    }

    /**
     * Says whether a SOP class is accepted.
     *
     * @param abstractSyntaxUid the abstract syntax of a proposed presentation context
     */
    boolean acceptsSopClass(String abstractSyntaxUid);

    /**
     * Chooses the transfer syntax of an accepted SOP class: unless overridden the first that this program knows, since the peer's first
     * choice spares it a conversion.
     *
     * @param abstractSyntaxUid the abstract syntax of the presentation context
     * @param proposedTransferSyntaxUids what the peer can send, in its order
     * @return one of the proposed, empty when none is supported
     */
    default Optional<TransferSyntax> choose(String abstractSyntaxUid, List<String> proposedTransferSyntaxUids) {
        return proposedTransferSyntaxUids.stream()
                .map(TransferSyntax::of)
                .flatMap(Optional::stream)
                .findFirst();
    }
}
