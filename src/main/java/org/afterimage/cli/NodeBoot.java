package org.afterimage.cli;

import io.quarkus.runtime.Quarkus;
import io.quarkus.runtime.QuarkusApplication;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicInteger;
import org.afterimage.cluster.DataFolder;
import org.afterimage.database.EmbeddedPostgres;
import org.afterimage.node.ConfigurationException;
import org.afterimage.node.NodeConfiguration;
import org.afterimage.node.NodeSettings;

/**
 * Starts the node: its own PostgreSQL when it was given no other, then Quarkus, whose run-time configuration must be complete by then.
 *
 * @param conf folder of node.yaml, remotes.yaml and routes.yaml
 * @param data folder for everything that the node writes
 * @param models folder of the model packages
 */
record NodeBoot(Path conf, Path data, Path models) {
    private static final String JDBC_URL = "quarkus.datasource.jdbc.url";

    /**
     * Runs an application inside the node until it returns or the process is told to stop.
     *
     * @return the exit code
     */
    int run(Class<? extends QuarkusApplication> application, String... words) throws IOException, InterruptedException {
        NodeSettings node = NodeConfiguration.read(conf).node();
        try (DataFolder taken = DataFolder.take(data.toAbsolutePath().normalize(), node.name())) {
            return run(node, application, words);
        }
    }

    private int run(NodeSettings node, Class<? extends QuarkusApplication> application, String... words)
            throws IOException, InterruptedException {
        set("afterimage.conf", conf.toAbsolutePath().toString());
        set("afterimage.data", data.toAbsolutePath().toString());
        set("afterimage.models", models.toAbsolutePath().toString());
        set("afterimage.node", node.name());
        set("quarkus.http.host", node.http().bind());
        set("quarkus.http.port", Integer.toString(node.http().port()));
        if (System.getenv("QUARKUS_DATASOURCE_JDBC_URL") != null || System.getProperty(JDBC_URL) != null) {
            return runQuarkus(application, () -> {}, words);
        }
        if (node.cluster().isShared()) {
            throw new ConfigurationException(
                    "node.yaml sets cluster.folder, so that this node shares its work with others, and they need"
                            + " one PostgreSQL: set QUARKUS_DATASOURCE_JDBC_URL, _USERNAME and _PASSWORD, or remove cluster.folder.");
        }
        try (EmbeddedPostgres postgres = EmbeddedPostgres.start(data.resolve("postgresql"))) {
            set(JDBC_URL, postgres.jdbcUrl());
            set("quarkus.datasource.username", postgres.user());
            set("quarkus.datasource.password", postgres.password());
            set("afterimage.database.own", "true");
            return runQuarkus(application, postgres::applicationStopped, words);
        }
    }

    /**
     * Quarkus.run(args) would end with System.exit, which waits for ever when a signal's shutdown hooks run already and wait for the
     * application in turn.
     */
    private static int runQuarkus(Class<? extends QuarkusApplication> application, Runnable stopped, String... words) {
        AtomicInteger exitCode = new AtomicInteger();
        Quarkus.run(
                application,
                (code, failure) -> {
                    exitCode.set(code);
                    stopped.run();
                    if (failure != null) {
                        System.err.println("afterimage: " + sentence(failure));
                    }
                },
                words);
        return exitCode.get();
    }

    /** A configuration's own sentence where there is one; else what lies deepest says most. */
    private static String sentence(Throwable failure) {
        Throwable told = failure;
        while (told.getCause() != null && !(told instanceof ConfigurationException)) {
            told = told.getCause();
        }
        return told.getMessage() == null ? told.toString() : told.getMessage();
    }

    private static void set(String name, String value) {
        System.setProperty(name, value);
    }
}
