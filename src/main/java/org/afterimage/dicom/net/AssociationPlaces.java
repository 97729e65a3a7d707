package org.afterimage.dicom.net;

import java.net.InetAddress;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The places of a listener (PS3.8 7.1.1.8 and 9.3.4: local limit exceeded). Connections that have not been accepted have
 * places of their own, so that silent ones take none from associations; when these run out, the host that holds most of
 * them loses its oldest, so that a newcomer always gets its turn. Accepted associations are limited in all and for each
 * host, so that one host cannot take the places of all others.
 *
 * @param <C> a connection
 */
final class AssociationPlaces<C> {

    /** Places before negotiation. A peer that means it holds one for milliseconds. */
    static final int NEGOTIATING = 64;

    private final int maxAssociations;
    private final int maxAssociationsPerHost;

    /** In the order of their arrival. */
    private final Map<C, InetAddress> negotiating = new LinkedHashMap<>();

    private final Map<C, InetAddress> accepted = new HashMap<>();

    /**
     * Makes places, all free.
     *
     * @param maxAssociations how many may be accepted at once
     * @param maxAssociationsPerHost how many of them from one address
     */
    AssociationPlaces(int maxAssociations, int maxAssociationsPerHost) {
        this.maxAssociations = maxAssociations;
        this.maxAssociationsPerHost = maxAssociationsPerHost;
    }

    /**
     * Gives a new connection a place to negotiate.
     *
     * @param newcomer the connection
     * @param host its peer
     * @return the connection that lost its place for it, if one had to
     */
    synchronized Optional<C> enter(C newcomer, InetAddress host) {
        Optional<C> loser = negotiating.size() < NEGOTIATING ? Optional.empty() : Optional.of(oldestOfTheGreediest());
        loser.ifPresent(negotiating::remove);
        negotiating.put(newcomer, host);
        return loser;
    }

    /**
     * Moves a negotiating connection to a place of an association.
     *
     * @return false when there is none for its host, or when it has lost its place to negotiate
     */
    synchronized boolean accept(C connection) {
        InetAddress host = negotiating.get(connection);
        if (host == null || accepted.size() >= maxAssociations || acceptedOf(host) >= maxAssociationsPerHost) {
            return false;
        }
        negotiating.remove(connection);
        accepted.put(connection, host);
        return true;
    }

    /** Frees the place of a connection that ended, whichever it has. */
    synchronized void leave(C connection) {
        negotiating.remove(connection);
        accepted.remove(connection);
    }

    private long acceptedOf(InetAddress host) {
        return accepted.values().stream().filter(host::equals).count();
    }

    private C oldestOfTheGreediest() {
        Map<InetAddress, Integer> held = new HashMap<>();
        negotiating.values().forEach(host -> held.merge(host, 1, Integer::sum));
        C oldest = null;
        int most = 0;
        for (Map.Entry<C, InetAddress> entry : negotiating.entrySet()) {
            int count = held.get(entry.getValue());
            if (count > most) {
                most = count;
                oldest = entry.getKey();
            }
        }
        return oldest;
    }
}
