package org.afterimage.node;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.afterimage.dicom.data.SopClass;
import org.afterimage.dicom.io.TransferSyntax;
import org.afterimage.dicom.net.AssociationPolicy;
import org.afterimage.dicom.net.HostNames;
import org.afterimage.dicom.net.PeerIdentity;
import org.afterimage.dicom.net.Rejection;
import org.afterimage.dicom.tls.CertificateText;
import org.afterimage.dicom.tls.RequiredCertificate;
import org.jboss.logging.Logger;

/**
 * Accepts associations for this node's AE titles from those who may call, for the image storage classes of CR, DX, CT and MR, for
 * verification and for storage commitment.
 */
public final class CallerPolicy implements AssociationPolicy {
    private static final Logger LOG = Logger.getLogger(CallerPolicy.class);

    /** What the node has a use for; the rest belongs into the archive, and is refused where a sender can see it. */
    private static final Set<String> STORED = Set.of(
            SopClass.CR_IMAGE,
            SopClass.DX_IMAGE_FOR_PRESENTATION,
            SopClass.DX_IMAGE_FOR_PROCESSING,
            SopClass.CT_IMAGE,
            SopClass.ENHANCED_CT_IMAGE,
            SopClass.LEGACY_CONVERTED_ENHANCED_CT_IMAGE,
            SopClass.MR_IMAGE,
            SopClass.ENHANCED_MR_IMAGE,
            SopClass.LEGACY_CONVERTED_ENHANCED_MR_IMAGE);

    /** A caller waits so long for this node's name service; its own patience is about 30 s. */
    private static final Duration NAME_SERVICE = Duration.ofSeconds(5);

    private final NodeConfiguration configuration;
    private final OwnCalls ownCalls;
    private final HostNames hostNames = new HostNames();

    /** Makes the policy of one configuration, of a node that does not call itself. */
    public CallerPolicy(NodeConfiguration configuration) {
        this(configuration, new OwnCalls());
    }

    /** Makes the policy of one configuration. */
    public CallerPolicy(NodeConfiguration configuration, OwnCalls ownCalls) {
        this.configuration = configuration;
        this.ownCalls = ownCalls;
    }

    @Override
    public Optional<Rejection> check(String calledAeTitle, String callingAeTitle, InetAddress peer) {
        if (!configuration.node().aeTitles().contains(calledAeTitle)) {
            return Optional.of(Rejection.CALLED_AE_TITLE_NOT_RECOGNIZED);
        }
        boolean anyone = configuration.node().dicom().callers() == NodeSettings.Callers.ANY;
        if (anyone || ownCalls.isOwn(callingAeTitle, peer) || isKnown(callingAeTitle, peer)) {
            return Optional.empty();
        }
        return Optional.of(Rejection.CALLING_AE_TITLE_NOT_RECOGNIZED);
    }

    @Override
    public Optional<Rejection> check(String calledAeTitle, String callingAeTitle, PeerIdentity peer) {
        Optional<Rejection> rejection = check(calledAeTitle, callingAeTitle, peer.address());
        RequiredCertificate required = configuration.tls().required(callingAeTitle);
        if (rejection.isPresent() || required.equals(RequiredCertificate.ANY)) {
            return rejection;
        }
        if (peer.certificates().stream().limit(1).anyMatch(required::matches)) {
            return Optional.empty();
        }
        String shown = peer.certificates().isEmpty()
                ? "no certificate"
                : CertificateText.of(peer.certificates().get(0));
        LOG.warnf(
                "%s at %s is refused: it shows %s, and remotes.yaml requires %s",
                callingAeTitle, peer.address().getHostAddress(), shown, required.description());
        return Optional.of(Rejection.CALLING_AE_TITLE_NOT_RECOGNIZED);
    }

    @Override
    public boolean acceptsSopClass(String abstractSyntaxUid) {
        return abstractSyntaxUid.equals(SopClass.VERIFICATION)
                || abstractSyntaxUid.equals(SopClass.STORAGE_COMMITMENT_PUSH_MODEL)
                || STORED.contains(abstractSyntaxUid);
    }

    /**
     * {@inheritDoc}
     *
     * <p>Images are taken in every syntax in which they are images of their own, whether this node decodes it or not: no video, and no
     * pixels that are elsewhere. Messages without pixels need no compression.
     */
    @Override
    public Optional<TransferSyntax> choose(String abstractSyntaxUid, List<String> proposedTransferSyntaxUids) {
        Predicate<TransferSyntax> isOfUse = STORED.contains(abstractSyntaxUid)
                ? syntax -> !syntax.isVideo() && !syntax.isReferenced()
                : TransferSyntax::isUncompressed;
        return proposedTransferSyntaxUids.stream()
                .map(TransferSyntax::of)
                .flatMap(Optional::stream)
                .filter(isOfUse)
                .findFirst();
    }

    private boolean isKnown(String callingAeTitle, InetAddress peer) {
        return configuration
                .remote(callingAeTitle)
                .filter(RemoteSettings.Remote::hasDicomPort) // an empty name would resolve to this machine
                .map(remote -> resolvesTo(remote.host(), peer))
                .orElse(false);
    }

    private boolean resolvesTo(String host, InetAddress peer) {
        try {
            return hostNames.resolve(host, NAME_SERVICE).contains(peer);
        } catch (UnknownHostException e) {
            return false; // a name that does not resolve vouches for nobody
        }
    }
}
