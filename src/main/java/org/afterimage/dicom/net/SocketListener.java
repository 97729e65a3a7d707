package org.afterimage.dicom.net;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Listens on TCP ports: one thread a port accepts connections, and each association that has a place runs on a thread
 * of its own. A plain connection takes its place at once; one over TLS takes it when its handshake is done.
 */
final class SocketListener implements Listener {

    private static final System.Logger LOG = System.getLogger(SocketListener.class.getName());
    private static final Duration DEFAULT_CLOSE_DEADLINE = Duration.ofSeconds(10);
    private static final Duration NO_SLOT = Duration.ofSeconds(1);
    private static final int MAX_HANDSHAKES = 64;

    private final ListenerSettings settings;
    private final AssociationAcceptor acceptor;
    private final Services services;
    private final StorageCommitmentTransactions transactions;
    private final StorageCommitmentReporter reporter;
    private final AssociationObserver observer;
    private final AtomicLong associationIds;
    private final ScheduledExecutorService watchdog;
    private final AssociationPlaces<ServedAssociation> places;
    private final Semaphore slots;
    private final ExecutorService threads;
    private final Set<ServedAssociation> served = ConcurrentHashMap.newKeySet();
    private final Handshakes handshakes = new Handshakes(MAX_HANDSHAKES);
    private final AtomicBoolean closing = new AtomicBoolean();
    private final List<AcceptingPort> ports;

    /**
     * Binds the ports and starts to accept.
     *
     * @param associationIds numbers the associations
     * @param transactions the storage commitment requests of this network that wait for their results
     * @param requestor opens associations for results that must be reported over new ones
     * @param watchdog runs the check of write deadlines
     * @throws IOException when a port cannot be bound
     */
    SocketListener(
            ListenerSettings settings,
            AssociationPolicy policy,
            Services services,
            AssociationObserver observer,
            AtomicLong associationIds,
            StorageCommitmentTransactions transactions,
            AssociationRequestor requestor,
            ScheduledExecutorService watchdog)
            throws IOException {
        this.settings = settings;
        this.acceptor = new AssociationAcceptor(settings, policy, services);
        this.services = services;
        this.transactions = transactions;
        this.observer = observer;
        this.associationIds = associationIds;
        this.watchdog = watchdog;
        this.places = new AssociationPlaces<>(settings.maxAssociations(), settings.maxAssociationsPerHost());
        // A connection that lost its place needs its thread for a moment more, to say so to its peer.
        this.slots = new Semaphore(settings.maxAssociations() + 2 * AssociationPlaces.NEGOTIATING);
        this.ports = bind(settings);
        this.reporter = new StorageCommitmentReporter(requestor, settings.timeouts());
        // Bounded by the slots and the handshakes; a pool with a bound of its own would refuse in the moment between a
        // slot and its thread becoming free.
        this.threads = Executors.newCachedThreadPool(task -> new Thread(task, "dicom-association"));
        ports.forEach(AcceptingPort::start);
        if (services.takesStorageCommitmentResults()) {
            transactions.listenerOpened();
        }
    }

    @Override
    public List<Integer> ports() {
        return ports.stream().map(AcceptingPort::port).toList();
    }

    @Override
    public int associations() {
        return served.size();
    }

    @Override
    public void close() {
        close(DEFAULT_CLOSE_DEADLINE);
    }

    @Override
    public void close(Duration deadline) {
        if (!closing.compareAndSet(false, true)) {
            return;
        }
        if (services.takesStorageCommitmentResults()) {
            transactions.listenerClosed();
        }
        try {
            for (AcceptingPort port : ports) {
                port.close();
            }
            handshakes.close();
            reporter.close();
            threads.shutdown();
            served.forEach(ServedAssociation::end);
            if (!threads.awaitTermination(deadline.toMillis(), TimeUnit.MILLISECONDS)) {
                served.forEach(ServedAssociation::cut);
                threads.shutdownNow();
                threads.awaitTermination(deadline.toMillis(), TimeUnit.MILLISECONDS);
            }
        } catch (IOException e) {
            LOG.log(System.Logger.Level.WARNING, "The ports " + ports() + " could not be closed.", e);
        } catch (InterruptedException e) {
            served.forEach(ServedAssociation::cut);
            Thread.currentThread().interrupt();
        }
    }

    private List<AcceptingPort> bind(ListenerSettings settings) throws IOException {
        List<AcceptingPort> bound = new ArrayList<>();
        try {
            for (ListenerPort port : settings.ports()) {
                InetSocketAddress address = new InetSocketAddress(settings.bindAddress(), port.port());
                bound.add(new AcceptingPort(address, socket -> accepted(socket, port.transport())));
            }
            return bound;
        } catch (IOException e) {
            closeUnstarted(bound);
            throw e;
        }
    }

    private static void closeUnstarted(List<AcceptingPort> bound) throws IOException {
        try {
            for (AcceptingPort port : bound) {
                port.close();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void accepted(Socket socket, Transport transport) throws IOException {
        if (transport instanceof Transport.Tls tls) {
            secure(socket, tls);
        } else {
            serve(socket);
        }
    }

    private void serve(Socket socket) throws IOException {
        if (!takeSlot()) {
            socket.close();
            return;
        }
        boolean started = false;
        try {
            start(new Connection(socket, settings.timeouts().write(), watchdog));
            started = true;
        } catch (IOException e) {
            LOG.log(System.Logger.Level.DEBUG, "A peer hung up before it was served.", e);
        } finally {
            if (!started) {
                slots.release();
                socket.close();
            }
        }
    }

    /** Under a flood of connections the next ones wait in the queue of the port. */
    private boolean takeSlot() {
        try {
            return slots.tryAcquire(NO_SLOT.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            return false;
        }
    }

    private void start(Connection connection) {
        ServedAssociation association = enter(associationIds.incrementAndGet(), connection);
        try {
            threads.execute(() -> runInPlace(association));
        } catch (RuntimeException | Error e) {
            leave(association);
            connection.close();
            throw e;
        }
    }

    /** Gives a connection its place to negotiate, which the oldest of the others may lose to it. */
    private ServedAssociation enter(long id, Connection connection) {
        ServedAssociation association = new ServedAssociation(
                id, connection, acceptor, services, transactions, reporter::report, observer, places);
        places.enter(association, connection.peer()).ifPresent(ServedAssociation::displace);
        served.add(association);
        return association;
    }

    private void leave(ServedAssociation association) {
        served.remove(association);
        places.leave(association);
    }

    private void runInPlace(ServedAssociation association) {
        try {
            association.run();
        } finally {
            leave(association);
            slots.release();
        }
    }

    /** Has the handshake made on a thread of its own, since only the peer knows how long it takes. */
    private void secure(Socket socket, Transport.Tls tls) throws IOException {
        handshakes.begin(socket);
        try {
            threads.execute(() -> secureThenServe(associationIds.incrementAndGet(), socket, tls));
        } catch (RuntimeException | Error e) {
            handshakes.end(socket);
            socket.close();
            throw e;
        }
    }

    private void secureThenServe(long id, Socket socket, Transport.Tls tls) {
        try (socket) {
            Connection connection = new Connection(
                    socket, settings.timeouts().write(), watchdog, tls.context().serverEngine());
            try (connection) {
                secureThenServe(id, socket, connection);
            }
        } catch (IOException e) {
            LOG.log(System.Logger.Level.DEBUG, "A peer hung up before its TLS handshake.", e);
        } catch (RuntimeException | Error e) {
            LOG.log(System.Logger.Level.ERROR, "A TLS handshake ended by a bug or for want of memory.", e);
        } finally {
            handshakes.end(socket);
        }
    }

    private void secureThenServe(long id, Socket socket, Connection connection) {
        try {
            connection.handshake(Deadline.in(settings.timeouts().associate()));
            serveSecured(id, socket, connection);
        } catch (IOException e) {
            report(id, socket, e);
            // So that the peer gets the alert that says why.
            connection.closeAfterLastPdu();
        }
    }

    private void serveSecured(long id, Socket socket, Connection connection) throws IOException {
        if (!takeSlot()) {
            observer.rejected(id, "", "", connection.peer(), Rejection.LOCAL_LIMIT_EXCEEDED);
            new PduWriter(connection).write(new AAssociateRj(Rejection.LOCAL_LIMIT_EXCEEDED));
            connection.closeAfterLastPdu();
            return;
        }
        ServedAssociation association = enter(id, connection);
        handshakes.end(socket);
        if (closing.get()) {
            association.end();
        }
        runInPlace(association);
    }

    /** A peer that said nothing or was cut is noise; one that failed to agree is for the administrator. */
    private void report(long id, Socket socket, IOException failure) {
        String peer = socket.getInetAddress().getHostAddress();
        if (handshakes.wasCut(socket)) {
            observer.closed(
                    id, "", "", socket.getInetAddress(), "It was cut in its TLS handshake, for a newer connection.");
            return;
        }
        String sentence = PeerFailure.sentence(peer, failure).getMessage();
        if (failure instanceof TlsFailureException) {
            observer.handshakeFailed(id, socket.getInetAddress(), sentence);
        }
        observer.closed(id, "", "", socket.getInetAddress(), sentence);
    }
}
