package org.afterimage.receive;

import java.net.InetAddress;
import java.util.HashSet;
import java.util.Set;
import org.afterimage.dicom.net.AssociationObserver;
import org.afterimage.dicom.net.Rejection;

/** Tells the filer when the last association has ended and when the next one begins; what it hears goes on to the log. */
final class OpenAssociations implements AssociationObserver {
    private final AssociationObserver log;
    private final Filer filer;
    private final Set<Long> open = new HashSet<>();

    OpenAssociations(AssociationObserver log, Filer filer) {
        this.log = log;
        this.filer = filer;
    }

    @Override
    public void opened(long associationId, String callingAeTitle, String calledAeTitle, InetAddress peer) {
        synchronized (open) {
            open.add(associationId);
            filer.alone(false);
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
                filer.alone(true);
            }
        }
        log.closed(associationId, callingAeTitle, calledAeTitle, peer, reason);
    }
}
