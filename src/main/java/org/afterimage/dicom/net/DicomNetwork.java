package org.afterimage.dicom.net;

import java.io.IOException;
import java.time.Duration;
import java.util.Collection;
import java.util.List;

/**
 * The DICOM network as the node sees it: the services of PS3.4 by the messages of PS3.7 9 and 10. The rooms above use this interface alone, so that another toolkit can stand
 * behind it.
 */
public interface DicomNetwork {

    /**
     * Starts a listener.
     *
     * @param settings where and how
     * @param policy what it accepts
     * @param services what it does with requests
     * @param observer hears of its associations
     * @return the running listener
     * @throws IOException when the port cannot be opened
     */
    Listener serve(ListenerSettings settings, AssociationPolicy policy, Services services, AssociationObserver observer)
            throws IOException;

    /** Starts a listener that answers C-ECHO and C-STORE alone. */
    default Listener serve(
            ListenerSettings settings, AssociationPolicy policy, StoreService store, AssociationObserver observer)
            throws IOException {
        return serve(settings, policy, Services.storing(store), observer);
    }

    /** Starts a listener that answers C-ECHO and C-STORE alone and that nobody observes. */
    default Listener serve(ListenerSettings settings, AssociationPolicy policy, StoreService store) throws IOException {
        return serve(settings, policy, store, AssociationObserver.NONE);
    }

    /**
     * Verifies a peer by C-ECHO on an association of its own (PS3.4 Annex A).
     *
     * @param settings who we are and how long we wait
     * @param remote the peer
     * @return what it answered
     * @throws AssociationException when it could not be asked; the message is one sentence for an administrator
     */
    EchoResult echo(AssociationSettings settings, RemoteAe remote) throws IOException;

    /** Verifies a peer with the defaults of {@link AssociationSettings#of}. */
    default EchoResult echo(String callingAeTitle, RemoteAe remote, Timeouts timeouts) throws IOException {
        return echo(AssociationSettings.of(callingAeTitle, timeouts), remote);
    }

    /**
     * Opens an association to send instances (PS3.4 Annex B).
     *
     * @param settings who we are, how long we wait and how many instances may wait for their answers
     * @param remote the storage SCP
     * @param contexts what to propose, at most 128
     * @return the open association; the peer may have accepted only some of the contexts
     * @throws AssociationException when there is no association; the message is one sentence for an administrator
     */
    StoreSession openStore(AssociationSettings settings, RemoteAe remote, Collection<ProposedContext> contexts)
            throws IOException;

    /** Opens an association to send instances with the defaults of {@link AssociationSettings#of}. */
    default StoreSession openStore(
            String callingAeTitle, RemoteAe remote, Collection<ProposedContext> contexts, Timeouts timeouts)
            throws IOException {
        return openStore(AssociationSettings.of(callingAeTitle, timeouts), remote, contexts);
    }

    /**
     * Asks for studies, series or instances by C-FIND on an association of its own (PS3.4 C.4.1).
     *
     * @param settings who we are and how long we wait; the idle deadline holds from one match to the next
     * @param remote the query SCP
     * @param query what to look for, and how much may come
     * @param matches gets each match as it arrives; when it wants no more, C-CANCEL is sent
     * @return how it ended
     * @throws AssociationException when it could not be asked, or answered what cannot be read or is too much
     */
    FindResult find(AssociationSettings settings, RemoteAe remote, Query query, MatchReceiver matches)
            throws IOException;

    /**
     * Has a peer send studies, series or instances to an application entity by C-MOVE (PS3.4 C.4.2).
     *
     * @param settings who we are and how long we wait; the idle deadline holds from one response to the next, and some
     *     peers send the first at the end
     * @param remote the retrieve SCP
     * @param retrieval what to send
     * @param destinationAeTitle where to; the peer must know it
     * @param progress hears of the sub-operations; when it wants no more, C-CANCEL is sent
     * @return how it ended
     * @throws AssociationException when it could not be asked or did not answer
     */
    RetrieveResult move(
            AssociationSettings settings,
            RemoteAe remote,
            Retrieval retrieval,
            String destinationAeTitle,
            RetrieveObserver progress)
            throws IOException;

    /**
     * Fetches studies, series or instances by C-GET, over the association that asks (PS3.4 C.4.3).
     *
     * @param settings who we are and how long we wait
     * @param remote the retrieve SCP
     * @param retrieval what to fetch
     * @param contexts the storage SOP classes and transfer syntaxes that may come, at most 127
     * @param store gets the instances
     * @param progress hears of the sub-operations; when it wants no more, C-CANCEL is sent
     * @return how it ended
     * @throws AssociationException when it could not be asked or did not answer
     */
    RetrieveResult get(
            AssociationSettings settings,
            RemoteAe remote,
            Retrieval retrieval,
            Collection<ProposedContext> contexts,
            StoreService store,
            RetrieveObserver progress)
            throws IOException;

    /**
     * Asks whether instances are safe, and waits for the result (PS3.4 Annex J). It comes over the association of the
     * request, or over one that the peer opens to a listener of this network whose {@link Services} take results.
     *
     * @param settings who we are and how long we wait for answers
     * @param remote the storage commitment SCP
     * @param request the instances
     * @param patience how long to wait for the result
     * @return the result as the peer reported it
     * @throws OperationFailedException when the peer refuses the request
     * @throws StorageCommitmentOverdueException when no result came in time
     * @throws AssociationException when it could not be asked
     */
    StorageCommitmentResult commit(
            AssociationSettings settings, RemoteAe remote, StorageCommitmentRequest request, Duration patience)
            throws IOException;

    /** Returns the services that this network uses as SCU, for a conformance statement. */
    List<SupportedService> usedServices();
}
