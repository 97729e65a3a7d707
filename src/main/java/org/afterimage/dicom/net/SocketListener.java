package org.afterimage.dicom.net;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
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
 * Listens on a TCP port: one thread accepts connections, and each association that has a place runs on a thread of its
 * own.
 */
final class SocketListener implements Listener {

    private static final System.Logger LOG = System.getLogger(SocketListener.class.getName());
    private static final int BACKLOG = 256;
    private static final Duration DEFAULT_CLOSE_DEADLINE = Duration.ofSeconds(10);
    private static final Duration PAUSE_AFTER_FAILURE = Duration.ofMillis(100);

    private final ListenerSettings settings;
    private final AssociationAcceptor acceptor;
    private final StoreService store;
    private final AssociationObserver observer;
    private final AtomicLong associationIds;
    private final ScheduledExecutorService watchdog;
    private final ServerSocket server;
    private final Semaphore places;
    private final ExecutorService threads;
    private final Set<ServedAssociation> served = ConcurrentHashMap.newKeySet();
    private final RefusedConnections refused;
    private final AtomicBoolean closing = new AtomicBoolean();
    private final Thread acceptThread;

    /**
     * Binds the port and starts to accept.
     *
     * @param associationIds numbers the associations
     * @param watchdog runs the check of write deadlines
     * @throws IOException when the port cannot be bound
     */
    SocketListener(
            ListenerSettings settings,
            AssociationPolicy policy,
            StoreService store,
            AssociationObserver observer,
            AtomicLong associationIds,
            ScheduledExecutorService watchdog)
            throws IOException {
        this.settings = settings;
        this.acceptor = new AssociationAcceptor(settings, policy);
        this.store = store;
        this.observer = observer;
        this.associationIds = associationIds;
        this.watchdog = watchdog;
        this.places = new Semaphore(settings.maxAssociations());
        this.server = bind(settings);
        this.refused = new RefusedConnections();
        // Bounded by the places; a pool with a bound of its own would refuse in the moment between a place and its
        // thread becoming free.
        this.threads = Executors.newCachedThreadPool(task -> new Thread(task, "dicom-association"));
        this.acceptThread = new Thread(this::acceptAll, "dicom-listener-" + server.getLocalPort());
        acceptThread.start();
    }

    @Override
    public int port() {
        return server.getLocalPort();
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
        try {
            server.close();
            acceptThread.join();
            refused.close();
            threads.shutdown();
            served.forEach(ServedAssociation::end);
            if (!threads.awaitTermination(deadline.toMillis(), TimeUnit.MILLISECONDS)) {
                served.forEach(ServedAssociation::cut);
                threads.shutdownNow();
                threads.awaitTermination(deadline.toMillis(), TimeUnit.MILLISECONDS);
            }
        } catch (IOException e) {
            LOG.log(System.Logger.Level.WARNING, "The port " + port() + " could not be closed.", e);
        } catch (InterruptedException e) {
            served.forEach(ServedAssociation::cut);
            Thread.currentThread().interrupt();
        }
    }

    private static ServerSocket bind(ListenerSettings settings) throws IOException {
        ServerSocket server = new ServerSocket();
        try {
            server.setReuseAddress(true);
            server.bind(new InetSocketAddress(settings.bindAddress(), settings.port()), BACKLOG);
            return server;
        } catch (IOException e) {
            server.close();
            throw e;
        }
    }

    private void acceptAll() {
        while (!closing.get()) {
            try {
                serve(server.accept());
            } catch (IOException | RuntimeException | Error e) {
                // Too many open files, no memory for a thread: the next moment may be better, and the port stays open.
                pauseAfter(e);
            }
        }
    }

    private void pauseAfter(Throwable failure) {
        if (closing.get()) {
            return;
        }
        LOG.log(System.Logger.Level.WARNING, "A connection could not be accepted.", failure);
        try {
            Thread.sleep(PAUSE_AFTER_FAILURE.toMillis());
        } catch (InterruptedException e) {
            LOG.log(System.Logger.Level.DEBUG, "Interrupted; goes on accepting until the listener closes.");
        }
    }

    private void serve(Socket socket) throws IOException {
        if (!places.tryAcquire()) {
            refused.refuse(socket);
            observer.rejected(
                    associationIds.incrementAndGet(), "", "", socket.getInetAddress(), Rejection.LOCAL_LIMIT_EXCEEDED);
            return;
        }
        boolean started = false;
        try {
            start(connection(socket));
            started = true;
        } catch (PeerClosedException e) {
            LOG.log(System.Logger.Level.DEBUG, "A peer hung up before it was served.", e);
        } finally {
            if (!started) {
                places.release();
                socket.close();
            }
        }
    }

    private Connection connection(Socket socket) throws PeerClosedException {
        try {
            return new Connection(socket, settings.timeouts().write(), watchdog);
        } catch (IOException e) {
            throw new PeerClosedException(e);
        }
    }

    private void start(Connection connection) {
        ServedAssociation association =
                new ServedAssociation(associationIds.incrementAndGet(), connection, acceptor, store, observer);
        served.add(association);
        try {
            threads.execute(() -> runInPlace(association));
        } catch (RuntimeException | Error e) {
            served.remove(association);
            connection.close();
            throw e;
        }
    }

    private void runInPlace(ServedAssociation association) {
        try {
            association.run();
        } finally {
            served.remove(association);
            places.release();
        }
    }
}
