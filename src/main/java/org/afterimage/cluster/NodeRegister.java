package org.afterimage.cluster;

import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.interceptor.Interceptor;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;
import org.afterimage.node.ConfigurationException;
import org.afterimage.node.NodeConfiguration;
import org.afterimage.node.NodeFolders;
import org.afterimage.node.NodeSettings;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;

/**
 * Says in the database that this node lives, before it begins to work and until it ends, and knows which others do. A name belongs to one
 * process at a time.
 */
@ApplicationScoped
public class NodeRegister {
    private static final Logger LOG = Logger.getLogger(NodeRegister.class);
    private static final long GLANCE_MILLIS = 500;

    private final DataSource database;
    private final NodeRows rows;
    private final SharedFolder folder;
    private final boolean ownDatabase;
    private final NodeRow own;
    private ScheduledExecutorService turns;
    private volatile boolean inTrouble;

    /** For the container. */
    @Inject
    public NodeRegister(
            DataSource database,
            NodeConfiguration configuration,
            NodeFolders folders,
            @ConfigProperty(name = "quarkus.application.version") String version,
            @ConfigProperty(name = "afterimage.database.own", defaultValue = "false") boolean ownDatabase) {
        this(database, configuration.node().name(), folders, version, ownDatabase);
    }

    NodeRegister(DataSource database, String name, NodeFolders folders, String version, boolean ownDatabase) {
        this.database = database;
        this.rows = new NodeRows(database);
        this.folder = new SharedFolder(folders.shared());
        this.ownDatabase = ownDatabase;
        this.own = new NodeRow(
                name,
                UUID.randomUUID().toString(),
                NodeSettings.Cluster.host(),
                ProcessHandle.current().pid(),
                folders.data().toString(),
                version,
                Instant.now(),
                Instant.now(),
                true);
    }

    /** What this node is called. */
    public String name() {
        return own.name();
    }

    /** Which run of it this is: another one at each start. */
    public String process() {
        return own.process();
    }

    /** The nodes that work on the database, and those that ended without a word and whose journal nobody has filed yet. */
    public List<NodeRow> all() throws SQLException {
        return rows.all().stream()
                .map(node -> isEarlierRun(node) ? node.ended() : node)
                .toList();
    }

    /** Of this node: the data folder is this process's alone, so that one before it has ended. */
    private boolean isEarlierRun(NodeRow node) {
        return !node.process().equals(own.process())
                && node.host().equals(own.host())
                && node.dataFolder().equals(own.dataFolder());
    }

    /** The nodes that live, without this one. */
    public List<NodeRow> others() throws SQLException {
        return all().stream()
                .filter(node -> node.lives() && !node.process().equals(own.process()))
                .toList();
    }

    /** Whether no other node lives, as far as the database says. */
    public boolean isAlone() {
        try {
            return others().isEmpty();
        } catch (SQLException e) {
            LOG.debug("the database does not say which nodes live", e);
            return false;
        }
    }

    /**
     * Whether a node has fallen silent that may have received what is not in the index yet: until another has looked into its journal, or for a
     * minute at most, nobody knows whether a study is complete.
     */
    public boolean isOneMissing() throws SQLException {
        return rows.isOneMissing();
    }

    /**
     * The processes that do not live any more, and that may have left something.
     *
     * @throws IOException if the database does not answer
     */
    public List<String> ended() throws IOException {
        try {
            return all().stream()
                    .filter(node -> !node.lives())
                    .map(NodeRow::process)
                    .toList();
        } catch (SQLException e) {
            throw new IOException("the database does not say which nodes live", e);
        }
    }

    /**
     * All that a process left is in the index.
     *
     * @throws IOException if the database does not answer
     */
    public void recovered(String process) throws IOException {
        try {
            rows.remove(process);
        } catch (SQLException e) {
            throw new IOException("the database does not take which nodes have ended", e);
        }
    }

    /**
     * Whether a process lives.
     *
     * @throws IOException if the database does not answer
     */
    public boolean lives(String process) throws IOException {
        try {
            return all().stream()
                    .anyMatch(node -> node.lives() && node.process().equals(process));
        } catch (SQLException e) {
            throw new IOException("the database does not say which nodes live", e);
        }
    }

    void start(@Observes @Priority(Interceptor.Priority.LIBRARY_BEFORE) StartupEvent event)
            throws SQLException, IOException, InterruptedException {
        try (Connection connection = database.getConnection()) {
            folder.bind(connection, ownDatabase);
        }
        takeName();
        turns = Executors.newSingleThreadScheduledExecutor(work -> {
            Thread thread = new Thread(work, "node-register");
            thread.setDaemon(true);
            return thread;
        });
        long period = NodeRows.RENEWED.toMillis();
        turns.scheduleWithFixedDelay(this::renew, period, period, TimeUnit.MILLISECONDS);
        List<NodeRow> others = others();
        if (!others.isEmpty()) {
            LOG.infof(
                    "node %s works beside %s",
                    own.name(), others.stream().map(NodeRow::described).toList());
        }
    }

    /** After all work has ended, so that nobody takes over what is still being done. */
    void stop(@Observes @Priority(Interceptor.Priority.LIBRARY_AFTER + 900) ShutdownEvent event) {
        if (turns == null) {
            return;
        }
        turns.shutdownNow();
        try {
            rows.remove(own.process());
        } catch (SQLException e) {
            LOG.warnf(
                    "the others will notice in %d s that this node has ended: %s",
                    NodeRows.LEASE.toSeconds(), e.getMessage());
        }
    }

    /** A process of that name which was killed a moment ago still looks alive: only one that goes on renewing its row is. */
    private void takeName() throws SQLException, InterruptedException {
        List<NodeRow> seen = namesakes();
        while (!rows.take(own)) {
            for (NodeRow other : namesakes()) {
                if (seen.stream().anyMatch(before -> before.isBefore(other))) {
                    throw new ConfigurationException(
                            "A node called " + other.described()
                                    + " works on this database already. Give each node a name of its own: cluster.name in node.yaml.");
                }
            }
            TimeUnit.MILLISECONDS.sleep(GLANCE_MILLIS);
        }
    }

    private List<NodeRow> namesakes() throws SQLException {
        return others().stream().filter(node -> node.name().equals(own.name())).toList();
    }

    private void renew() {
        try {
            if (!rows.renew(own.process()) && !rows.take(own)) {
                LOG.errorf(
                        "another process works on this database as node %s; each needs a name of its own", own.name());
            }
            inTrouble = false;
        } catch (SQLException | RuntimeException e) {
            // An executor drops a task that throws.
            if (!inTrouble) {
                LOG.warnf("this node can't say that it lives; it is tried again: %s", e.getMessage());
            }
            inTrouble = true;
        }
    }
}
