package org.afterimage.dicom.net;

import java.io.IOException;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.afterimage.dicom.data.SopClass;
import org.afterimage.dicom.io.TransferSyntax;

/**
 * The DICOM network by this project's own upper layer over TCP (PS3.8). It holds no thread while no association is
 * open.
 */
public final class UpperLayerNetwork implements DicomNetwork {

    private static final List<ProposedContext> VERIFICATION =
            List.of(new ProposedContext(SopClass.VERIFICATION, List.of(TransferSyntax.IMPLICIT_VR_LITTLE_ENDIAN)));

    private final AtomicLong associationIds = new AtomicLong();
    private final ScheduledThreadPoolExecutor watchdog = new ScheduledThreadPoolExecutor(1, task -> {
        Thread thread = new Thread(task, "dicom-watchdog");
        thread.setDaemon(true);
        return thread;
    });
    private final AssociationRequestor requestor = new AssociationRequestor(watchdog);

    /** Makes a network without a listener. */
    public UpperLayerNetwork() {
        watchdog.setRemoveOnCancelPolicy(true);
        watchdog.setKeepAliveTime(10, TimeUnit.SECONDS);
        watchdog.allowCoreThreadTimeOut(true);
    }

    @Override
    public Listener serve(
            ListenerSettings settings, AssociationPolicy policy, StoreService store, AssociationObserver observer)
            throws IOException {
        return new SocketListener(settings, policy, store, observer, associationIds, watchdog);
    }

    @Override
    public EchoResult echo(String callingAeTitle, RemoteAe remote, Timeouts timeouts) throws IOException {
        long start = System.nanoTime();
        try (DimseServiceUser user =
                new DimseServiceUser(requestor.open(callingAeTitle, remote, VERIFICATION, timeouts))) {
            long associated = System.nanoTime();
            NegotiatedContext context = user.context(any -> true)
                    .orElseThrow(() ->
                            user.notAccepted(SopClass.VERIFICATION, TransferSyntax.IMPLICIT_VR_LITTLE_ENDIAN.name()));
            int messageId = user.nextMessageId();
            CommandSet command = new CEchoRq(messageId).toCommandSet();
            Status status = user.request(messageId, association -> association.send(context.id(), command));
            UserInformation peer = user.answer().userInformation();
            return new EchoResult(
                    status,
                    Duration.ofNanos(associated - start),
                    Duration.ofNanos(System.nanoTime() - associated),
                    peer.implementationClassUid(),
                    peer.implementationVersionName());
        }
    }

    @Override
    public StoreSession openStore(
            String callingAeTitle, RemoteAe remote, Collection<ProposedContext> contexts, Timeouts timeouts)
            throws IOException {
        return new AssociationStoreSession(
                new DimseServiceUser(requestor.open(callingAeTitle, remote, contexts, timeouts)));
    }
}
