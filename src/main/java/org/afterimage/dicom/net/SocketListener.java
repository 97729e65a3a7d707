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
 * Listens on TCP ports (PS3.8 9.1): one thread a port accepts connections, and each that has a place runs on a thread
 * of its own, where a connection over TLS makes its handshake, too.
 */
final class SocketListener implements Listener {

    private static final System.Logger LOG = System.getLogger(SocketListener.class.getName());
    private static final Duration DEFAULT_CLOSE_DEADLINE = Duration.ofSeconds(10);
    private static final Duration NO_SLOT = Duration.ofSeconds(1);

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
        // Bounded by the slots; a pool with a bound of its own would refuse in the moment between a slot and its
        // thread becoming free.
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
                bound.add(new AcceptingPort(address, socket -> serve(socket, port.transport())));
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

    private void serve(Socket socket, Transport transport) throws IOException {
        if (!takeSlot()) {
            socket.close();
            return;
        }
        boolean started = false;
        try {
            start(connection(socket, transport));
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

    private Connection connection(Socket socket, Transport transport) throws IOException {
        Duration write = settings.timeouts().write();
        return transport instanceof Transport.Tls tls
                ? new Connection(socket, write, watchdog, tls.context()::serverEngine)
                : new Connection(socket, write, watchdog);
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
        ServedAssociation association = enter(connection);
        try {
            threads.execute(() -> runInPlace(association));
        } catch (RuntimeException | Error e) {
            leave(association);
            connection.close();
            throw e;
        }
    }

    /** Gives a connection its place to negotiate, which the oldest of the others may lose to it. */
    private ServedAssociation enter(Connection connection) {
        ServedAssociation association = new ServedAssociation(
                associationIds.incrementAndGet(),
                connection,
                acceptor,
                services,
                transactions,
                reporter::report,
                observer,
                places);
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
}
