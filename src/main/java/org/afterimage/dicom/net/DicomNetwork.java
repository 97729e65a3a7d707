package org.afterimage.dicom.net;

import java.io.IOException;
import java.util.Collection;

/**
 * The DICOM network as the node sees it. The rooms above use this interface alone, so that another toolkit can stand
 * behind it.
 */
public interface DicomNetwork {

    /**
     * Starts a listener that answers C-ECHO and C-STORE.
     *
     * @param settings where and how
     * @param policy what it accepts
     * @param store what it does with instances
     * @param observer hears of its associations
     * @return the running listener
     * @throws IOException when the port cannot be opened
     */
    Listener serve(
            ListenerSettings settings, AssociationPolicy policy, StoreService store, AssociationObserver observer)
            throws IOException;

    /**
     * Starts a listener that nobody observes; see {@link #serve(ListenerSettings, AssociationPolicy, StoreService,
     * AssociationObserver)}.
     */
    default Listener serve(ListenerSettings settings, AssociationPolicy policy, StoreService store) throws IOException {
        return serve(settings, policy, store, AssociationObserver.NONE);
    }

    /**
     * Verifies a peer by C-ECHO on an association of its own (PS3.4 Annex A).
     *
     * @param callingAeTitle our AE title
     * @param remote the peer
     * @param timeouts the deadlines
     * @return what it answered
     * @throws AssociationException when it could not be asked; the message is one sentence for an administrator
     */
    EchoResult echo(String callingAeTitle, RemoteAe remote, Timeouts timeouts) throws IOException;

    /**
     * Opens an association to send instances.
     *
     * @param callingAeTitle our AE title
     * @param remote the storage SCP
     * @param contexts what to propose, at most 128
     * @param timeouts the deadlines
     * @return the open association; the peer may have accepted only some of the contexts
     * @throws AssociationException when there is no association; the message is one sentence for an administrator
     */
    StoreSession openStore(
            String callingAeTitle, RemoteAe remote, Collection<ProposedContext> contexts, Timeouts timeouts)
            throws IOException;
}
