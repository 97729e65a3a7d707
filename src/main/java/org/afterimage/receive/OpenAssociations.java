package org.afterimage.receive;

import java.net.InetAddress;
import java.util.HashSet;
import java.util.Set;
import java.util.function.Consumer;
import org.afterimage.dicom.net.AssociationObserver;
import org.afterimage.dicom.net.Rejection;

/** Tells when the last association has ended and when the next one begins; what it hears goes on to the log. */
final class OpenAssociations implements AssociationObserver {
    private final AssociationObserver log;
    private final Consumer<Boolean> alone;
    private final Set<Long> open = new HashSet<>();

    /**
     * @param log hears all
     * @param alone is told true when nobody is connected any more, and false when somebody is
     */
    OpenAssociations(AssociationObserver log, Consumer<Boolean> alone) {
        this.log = log;
        this.alone = alone;
    }

    @Override
    public void opened(long associationId, String callingAeTitle, String calledAeTitle, InetAddress peer) {
        synchronized (open) {
            open.add(associationId);
            alone.accept(false);
        }
        log.opened(associationId, callingAeTitle, calledAeTitle, peer);
    }

    @Override
    public void rejected(
            long associationId, String callingAeTitle, String calledAeTitle, InetAddress peer, Rejection rejection) {
        log.rejected(associationId, callingAeTitle, calledAeTitle, peer, rejection);
    }

    @Override
    public void handshakeFailed(long associationId, InetAddress peer, String reason) {
        log.handshakeFailed(associationId, peer, reason);
    }

    @Override
    public void closed(
            long associationId, String callingAeTitle, String calledAeTitle, InetAddress peer, String reason) {
        synchronized (open) {
            if (open.remove(associationId) && open.isEmpty()) {
                alone.accept(true);
            }
        }
        log.closed(associationId, callingAeTitle, calledAeTitle, peer, reason);
    }
}
