package org.afterimage.configuration;

import jakarta.inject.Singleton;
import java.util.concurrent.atomic.AtomicReference;
import org.afterimage.node.NodeConfiguration;
import org.afterimage.route.RouteTable;

/** The routes in force, which change as a whole. */
@Singleton
public class ActiveRoutes {
    private final AtomicReference<RouteTable> current;

    /**
     * Reads them for the first time.
     *
     * @throws org.afterimage.node.ConfigurationException with a line for each thing that can't work
     */
    public ActiveRoutes(NodeConfiguration configuration) {
        this.current = new AtomicReference<>(RouteTable.read(configuration));
    }

    /** The routes in force now. Who decides on a study asks once and keeps to them. */
    public RouteTable table() {
        return current.get();
    }

    void adopt(RouteTable next) {
        current.set(next);
    }
}
