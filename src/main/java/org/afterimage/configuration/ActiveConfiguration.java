package org.afterimage.configuration;

import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.annotation.Priority;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import jakarta.interceptor.Interceptor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.afterimage.configuration.ConfigurationFiles.Checked;
import org.afterimage.node.ConfigurationException;
import org.afterimage.node.NodeConfiguration;
import org.afterimage.node.SettingChanges;
import org.afterimage.route.RouteTable;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;

/**
 * The version of the configuration that is in force. Changed files are checked whole, recorded, and taken over without a restart and without
 * ending an association; with one mistake in them nothing changes. What comes over REST is written to the files, so that it outlives the node.
 */
@Singleton
public class ActiveConfiguration {
    private static final Logger LOG = Logger.getLogger(ActiveConfiguration.class);
    private static final int PERIOD_SECONDS = 5;

    private final NodeConfiguration configuration;
    private final ActiveRoutes routes;
    private final VersionStore store;
    private final String node;
    private final ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread thread = new Thread(task, "configuration");
        thread.setDaemon(true);
        return thread;
    });
    private final List<ConfigurationVersion> untold = new ArrayList<>();
    private Consumer<ConfigurationVersion> listener;
    private volatile State state;
    private volatile String refused = "";
    private String refusedDigest = "";

    /** What is in force, and what of its files waits for a restart. */
    private record State(ConfigurationVersion version, ConfigurationFiles files, List<SettingChanges.Change> waiting) {}

    /** For the container. */
    public ActiveConfiguration(
            NodeConfiguration configuration,
            ActiveRoutes routes,
            VersionStore store,
            @ConfigProperty(name = "afterimage.node", defaultValue = "AFTERIMAGE") String node) {
        this.configuration = configuration;
        this.routes = routes;
        this.store = store;
        this.node = node;
    }

    /** Before anything is received or routed, so that every job has a version to name. */
    void start(@Observes @Priority(Interceptor.Priority.LIBRARY_BEFORE) StartupEvent event) throws SQLException {
        ConfigurationFiles files = ConfigurationFiles.read(configuration.folder());
        take(files, files.check(configuration.folder()), Origin.FILE, files.owner(configuration.folder()));
        clock.scheduleWithFixedDelay(this::look, PERIOD_SECONDS, PERIOD_SECONDS, TimeUnit.SECONDS);
    }

    void stop(@Observes ShutdownEvent event) {
        clock.shutdownNow();
    }

    /** Tells somebody of each version that comes from changed files, those of this start first. */
    public synchronized void whenFilesChange(Consumer<ConfigurationVersion> told) {
        listener = told;
        tell();
    }

    private void tell() {
        while (listener != null && !untold.isEmpty()) {
            listener.accept(untold.get(0));
            untold.remove(0);
        }
    }

    /** The version that is in force. */
    public ConfigurationVersion version() {
        return state.version();
    }

    /** Its files. */
    public ConfigurationFiles files() {
        return state.files();
    }

    /** What its files say and the node does not do before a restart. */
    public List<SettingChanges.Change> waitingForRestart() {
        return state.waiting();
    }

    /** Why the files that are there now are not in force; empty when they are. */
    public Optional<String> refused() {
        return Optional.of(refused).filter(sentence -> !sentence.isEmpty());
    }

    /**
     * The routes that other files would bring, for them to be tried.
     *
     * @throws ConfigurationException when they can't come into force: file, line and reason
     */
    public RouteTable routes(ConfigurationFiles files) {
        return files.check(configuration.folder()).routes();
    }

    /**
     * What would change in {@code node.yaml} if these files came into force.
     *
     * @throws ConfigurationException when they can't: file, line and reason
     */
    public List<SettingChanges.Change> changes(ConfigurationFiles files) {
        Checked checked = files.check(configuration.folder());
        configuration.followedBy(checked.node());
        return SettingChanges.between(configuration.node(), checked.node().node());
    }

    /**
     * Puts files into force that somebody has sent, and writes them to the folder of the configuration.
     *
     * @throws ConfigurationException when they can't be: file, line and reason; then everything stays as it was
     */
    public synchronized ConfigurationVersion take(ConfigurationFiles files, Origin origin, String person)
            throws SQLException {
        Checked checked = files.check(configuration.folder());
        configuration.followedBy(checked.node());
        ConfigurationFiles before = ConfigurationFiles.read(configuration.folder());
        try {
            files.write(configuration.folder());
            return take(files, checked, origin, person);
        } catch (IOException e) {
            restore(before, e);
            throw new ConfigurationException(
                    "The configuration is right and can't be written to " + configuration.folder() + ": "
                            + e.getMessage(),
                    e);
        } catch (SQLException | RuntimeException e) {
            // It was not recorded, and must not come into force at the next look as if somebody had edited the files.
            restore(before, e);
            throw e;
        }
    }

    private void restore(ConfigurationFiles before, Exception why) {
        try {
            before.write(configuration.folder());
        } catch (IOException e) {
            why.addSuppressed(e);
        }
    }

    /**
     * Puts files into force that somebody made of a version, unless another is in force by now, or waits in the files.
     *
     * @param base number of the version of which they were made
     * @throws ChangedMeanwhileException when something else would be lost
     * @throws ConfigurationException when they can't be in force: file, line and reason; then everything stays as it was
     */
    public synchronized ConfigurationVersion take(ConfigurationFiles files, long base, Origin origin, String person)
            throws SQLException {
        look();
        ConfigurationVersion now = state.version();
        if (now.id() != base) {
            throw new ChangedMeanwhileException("Version " + now.id() + " came into force meanwhile, by " + now.person()
                    + "; the change was made of version " + base + " and is not saved.");
        }
        if (!refused.isEmpty()) {
            throw new ChangedMeanwhileException(
                    "The files in " + configuration.folder() + " were changed and are refused; what is in them would be"
                            + " lost. Correct them first: " + refused);
        }
        return take(files, origin, person);
    }

    /** Whether a version was this node's. */
    public boolean isOwn(ConfigurationVersion version) {
        return version.node().equals(node);
    }

    /**
     * The files of an earlier version of this node, to go back to. Those of another node have that node's titles and ports.
     *
     * @throws ConfigurationException when there is none of that number, or it was another node's
     */
    public ConfigurationFiles earlier(long id) throws SQLException {
        VersionStore.Stored stored = store.find(id)
                .orElseThrow(() -> new ConfigurationException("There is no version " + id + " of the configuration."));
        if (!isOwn(stored.version())) {
            throw new ConfigurationException("Version " + id + " was in force on node "
                    + stored.version().node() + ", and this is " + node
                    + ": a node goes back to its own versions only.");
        }
        return stored.files();
    }

    /** Why nothing can be written to the folder of the configuration, in one sentence; empty when it can. */
    public Optional<String> readOnly() {
        Path folder = configuration.folder();
        for (Path place : Stream.concat(
                        Stream.of(folder), ConfigurationFiles.NAMES.stream().map(folder::resolve))
                .toList()) {
            if (!Files.isWritable(place)) {
                return Optional.of(place
                        + (isOnReadOnlyDisk(place)
                                ? " is on a file system that is mounted read-only."
                                : " can't be written by " + System.getProperty("user.name")
                                        + ", as whom this node runs."));
            }
        }
        return Optional.empty();
    }

    private static boolean isOnReadOnlyDisk(Path place) {
        try {
            return Files.getFileStore(place).isReadOnly();
        } catch (IOException e) {
            return false; // it is not there at all, and can't be written either
        }
    }

    private synchronized ConfigurationVersion take(
            ConfigurationFiles files, Checked checked, Origin origin, String person) throws SQLException {
        NodeConfiguration next = configuration.followedBy(checked.node());
        Instant now = Instant.now().truncatedTo(ChronoUnit.MICROS); // as the database keeps it
        ConfigurationVersion version = store.record(new VersionStore.Change(node, files, origin, person, now));
        if (origin == Origin.FILE && version.takenAt().equals(now)) {
            untold.add(version); // another time is that of a version which was in force before
        }
        configuration.adopt(next);
        routes.adopt(checked.routes());
        List<SettingChanges.Change> waiting =
                SettingChanges.between(configuration.node(), checked.node().node());
        state = new State(version, files, waiting);
        refused = "";
        refusedDigest = "";
        LOG.infof(
                "configuration version %d is in force, by %s (%s): %d routes, %d remotes",
                version.id(),
                version.person(),
                version.origin(),
                routes.table().routes().size(),
                configuration.remotes().remotes().size());
        waiting.forEach(change -> LOG.warnf(
                "node.yaml: %s is now %s and needs a restart; %s stays in force",
                change.field(), change.after(), change.before()));
        return version;
    }

    /** Takes changed files over, or says in the log why not; the same mistake is told once. */
    synchronized void look() {
        try {
            ConfigurationFiles files = ConfigurationFiles.read(configuration.folder());
            String digest = files.digest();
            if (digest.equals(state.version().digest())) {
                refused = "";
                refusedDigest = "";
            } else if (!digest.equals(refusedDigest)) {
                refusedDigest = digest;
                Checked checked = files.check(configuration.folder());
                take(files, checked, Origin.FILE, files.owner(configuration.folder()));
            }
            tell();
        } catch (ConfigurationException e) {
            if (!refused.equals(e.getMessage())) {
                LOG.errorf("the changed configuration is refused, and what was in force stays: %s", e.getMessage());
            }
            refused = e.getMessage();
        } catch (SQLException | RuntimeException | Error e) {
            // Tried again at the next turn; an executor drops a task that throws.
            refusedDigest = "";
            LOG.errorf("the changed configuration can't be recorded, and what was in force stays: %s", e.getMessage());
        }
    }
}
