package org.afterimage.receive;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.net.InetAddress;
import org.afterimage.dicom.net.AssociationObserver;
import org.afterimage.dicom.net.Rejection;
import org.jboss.logging.Logger;

/** Says in the log who calls and who is sent away with which reason, and counts both. "Echo works, store aborts" is answered here. */
final class AssociationLog implements AssociationObserver {
    private static final Logger LOG = Logger.getLogger(AssociationLog.class);

    private final Counter accepted;
    private final Counter rejected;
    private final Counter failedHandshakes;
    private final LastCalls lastCalls;

    AssociationLog(MeterRegistry meters, LastCalls lastCalls) {
        this.lastCalls = lastCalls;
        accepted = counter(meters, "accepted");
        rejected = counter(meters, "rejected");
        failedHandshakes = counter(meters, "tls-failed");
    }

    @Override
    public void opened(long associationId, String callingAeTitle, String calledAeTitle, InetAddress peer) {
        accepted.increment();
        lastCalls.add(callingAeTitle, calledAeTitle, peer, LastCalls.Outcome.ACCEPTED, "");
        LOG.infof(
                "association %d: %s at %s calls %s",
                associationId, callingAeTitle, peer.getHostAddress(), calledAeTitle);
    }

    @Override
    public void rejected(
            long associationId, String callingAeTitle, String calledAeTitle, InetAddress peer, Rejection rejection) {
        rejected.increment();
        lastCalls.add(callingAeTitle, calledAeTitle, peer, LastCalls.Outcome.of(rejection), rejection.meaning());
        LOG.warnf(
                "association %d: '%s' at %s calling '%s' is rejected: %s",
                associationId, callingAeTitle, peer.getHostAddress(), calledAeTitle, rejection.meaning());
    }

    @Override
    public void handshakeFailed(long associationId, InetAddress peer, String reason) {
        failedHandshakes.increment();
        lastCalls.add("", "", peer, LastCalls.Outcome.NO_TLS, reason);
        LOG.warnf("connection %d: no TLS: %s", associationId, reason);
    }

    @Override
    public void closed(
            long associationId, String callingAeTitle, String calledAeTitle, InetAddress peer, String reason) {
        // A connection that never said who it is was a port probe or noise; each health check is one.
        boolean probe = callingAeTitle.isEmpty();
        LOG.logf(probe ? Logger.Level.DEBUG : Logger.Level.INFO, "association %d: %s", associationId, reason);
    }

    private static Counter counter(MeterRegistry meters, String outcome) {
        return Counter.builder("afterimage.associations")
                .description("Associations requested of this node, by outcome")
                .tag("outcome", outcome)
                .register(meters);
    }
}
