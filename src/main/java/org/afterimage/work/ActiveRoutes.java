package org.afterimage.work;

import jakarta.inject.Singleton;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicReference;
import org.afterimage.model.Sha256;
import org.afterimage.node.ConfigurationException;
import org.afterimage.node.NodeConfiguration;
import org.afterimage.route.RouteTable;
import org.jboss.logging.Logger;

/** The routes in force. A changed {@code routes.yaml} takes their place as a whole; one with a mistake changes nothing. */
@Singleton
public class ActiveRoutes {
    private static final Logger LOG = Logger.getLogger(ActiveRoutes.class);

    private final NodeConfiguration configuration;
    private final AtomicReference<Version> current;
    private String refused = "";

    /** A content of the file and what it means. */
    private record Version(String sha256, RouteTable table) {}

    /**
     * Reads them for the first time.
     *
     * @throws ConfigurationException with a line for each thing that can't work
     */
    public ActiveRoutes(NodeConfiguration configuration) {
        this.configuration = configuration;
        String sha256 = digest();
        this.current = new AtomicReference<>(new Version(sha256, RouteTable.read(configuration)));
    }

    /** The routes in force now. Who decides on a study asks once and keeps to them. */
    public RouteTable table() {
        return current.get().table();
    }

    /**
     * Takes a changed file over, or says in the log why not; the same mistake is told once.
     *
     * @return whether other routes are in force now
     */
    synchronized boolean refresh() {
        String sha256;
        try {
            sha256 = digest();
            if (sha256.equals(current.get().sha256()) || sha256.equals(refused)) {
                return false;
            }
            current.set(new Version(sha256, RouteTable.read(configuration)));
        } catch (ConfigurationException e) {
            refused = unreadable();
            LOG.errorf("routes.yaml is refused, the routes in force stay: %s", e.getMessage());
            return false;
        }
        refused = "";
        LOG.infof(
                "routes.yaml has changed: %d routes are in force",
                table().routes().size());
        return true;
    }

    private String unreadable() {
        try {
            return digest();
        } catch (ConfigurationException e) {
            return "";
        }
    }

    private String digest() {
        Path file = configuration.folder().resolve("routes.yaml");
        try {
            return Sha256.of(Files.readAllBytes(file));
        } catch (IOException e) {
            throw new ConfigurationException(file + " can't be read: " + e.getMessage(), e);
        }
    }
}
