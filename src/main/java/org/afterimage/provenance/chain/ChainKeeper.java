package org.afterimage.provenance.chain;

import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.interceptor.Interceptor;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;
import org.afterimage.node.NodeFolders;
import org.jboss.logging.Logger;

/** Appends what is recorded to the chain while the node is up, and signs the end of it once a minute and when the node stops. */
@ApplicationScoped
public class ChainKeeper {
    private static final Logger LOG = Logger.getLogger(ChainKeeper.class);
    private static final Duration TURN = Duration.ofMillis(500);
    private static final Duration CHECKPOINT = Duration.ofMinutes(1);
    private static final Duration SHUTDOWN_LIMIT = Duration.ofSeconds(20);

    private final DataSource database;
    private final Path folder;
    private final Checkpoints checkpoints;
    private ScheduledExecutorService turns;
    private SigningKey key;
    private long lastCheckpoint = System.nanoTime();
    private boolean inTrouble;

    /** For the container. */
    @Inject
    public ChainKeeper(DataSource database, NodeFolders folders) {
        this(database, folders.provenance());
    }

    ChainKeeper(DataSource database, Path folder) {
        this.database = database;
        this.folder = folder;
        this.checkpoints = new Checkpoints(folder);
    }

    void start(@Observes @Priority(Interceptor.Priority.LIBRARY_AFTER) StartupEvent event) throws IOException {
        open();
        turns = Executors.newSingleThreadScheduledExecutor(work -> new Thread(work, "provenance"));
        turns.scheduleWithFixedDelay(this::turn, TURN.toMillis(), TURN.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** After the work loop and the listener, which still record while they end. */
    void stop(@Observes @Priority(Interceptor.Priority.LIBRARY_AFTER + 500) ShutdownEvent event)
            throws InterruptedException {
        if (turns == null) {
            return;
        }
        turns.shutdown();
        if (!turns.awaitTermination(SHUTDOWN_LIMIT.toSeconds(), TimeUnit.SECONDS)) {
            LOG.warn("the provenance chain is behind; the next start goes on with it");
            return;
        }
        try {
            append();
            checkpoint();
        } catch (SQLException | IOException e) {
            LOG.warn("the end of the provenance chain is not signed; the next start does it", e);
        }
    }

    /** Reads the key, or makes it. */
    public void open() throws IOException {
        key = SigningKey.of(folder);
    }

    private void turn() {
        try {
            append();
            if (System.nanoTime() - lastCheckpoint >= CHECKPOINT.toNanos()) {
                checkpoint();
            }
            inTrouble = false;
        } catch (SQLException | IOException | RuntimeException | Error e) {
            // An executor drops a task that throws. What is recorded stays recorded until the chain can take it.
            if (!inTrouble) {
                LOG.error("the provenance chain can't be written now; tried again", e);
            }
            inTrouble = true;
        }
    }

    /** Appends all that is recorded, unless another node does so just now. */
    public void append() throws SQLException {
        int appended;
        do {
            try (Connection connection = database.getConnection()) {
                connection.setAutoCommit(false);
                appended = inTransaction(
                        connection, () -> EventChain.lock(connection) ? EventChain.append(connection) : 0);
            }
        } while (EventChain.isFull(appended));
    }

    /** Signs the end of the chain, unless another node does so just now. */
    public void checkpoint() throws SQLException, IOException {
        try (Connection connection = database.getConnection()) {
            connection.setAutoCommit(false);
            Optional<Checkpoint> made = inTransaction(
                    connection,
                    () -> EventChain.lock(connection) ? checkpoints.make(connection, key) : Optional.empty());
            if (made.isPresent()) {
                checkpoints.note(made.get());
            }
            lastCheckpoint = System.nanoTime();
        }
    }

    @FunctionalInterface
    private interface Step<T> {
        T run() throws SQLException;
    }

    private static <T> T inTransaction(Connection connection, Step<T> step) throws SQLException {
        boolean done = false;
        try {
            T result = step.run();
            connection.commit();
            done = true;
            return result;
        } finally {
            if (!done) {
                connection.rollback();
            }
        }
    }
}
