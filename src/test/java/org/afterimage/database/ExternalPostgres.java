package org.afterimage.database;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.afterimage.testing.ProcessPeer;

/** A PostgreSQL server that belongs to no node, and goes down and comes up as a test wants, always at the same port. */
public final class ExternalPostgres implements AutoCloseable {
    private static final long LIMIT_SECONDS = 60;

    private final Path home;
    private final String password;
    private final int port = ProcessPeer.freePort();

    /** Makes a cluster in a folder and starts it. */
    public ExternalPostgres(Path folder) throws IOException, InterruptedException {
        home = folder.toAbsolutePath();
        try (EmbeddedPostgres cluster = EmbeddedPostgres.start(home)) {
            password = cluster.password();
        }
        start();
    }

    /** What makes a node use it: options of its JVM. */
    public List<String> jvmOptions() {
        return List.of(
                "-Dquarkus.datasource.jdbc.url=jdbc:postgresql://127.0.0.1:" + port + "/postgres",
                "-Dquarkus.datasource.username=postgres",
                "-Dquarkus.datasource.password=" + password);
    }

    /** Starts it, and returns when it takes connections. */
    public void start() throws IOException, InterruptedException {
        String options =
                "-p " + port + " -c listen_addresses=127.0.0.1 -c unix_socket_directories= -c max_connections=120";
        control("start", "-w", "-l", home.resolve("external.log").toString(), "-o", options);
    }

    /** Stops it at once, and whoever is connected to it is cut off. */
    public void stop() throws IOException, InterruptedException {
        control("stop", "-w", "-m", "immediate");
    }

    @Override
    public void close() throws IOException, InterruptedException {
        if (Files.exists(home.resolve("cluster/postmaster.pid"))) {
            stop();
        }
    }

    private void control(String... words) throws IOException, InterruptedException {
        List<String> arguments =
                new ArrayList<>(List.of("-D", home.resolve("cluster").toString()));
        arguments.addAll(List.of(words));
        Path program = PostgresBinaries.unpackUnder(home).resolve("bin/pg_ctl");
        Process process = new ProcessBuilder(
                        UnprivilegedCommand.forThisProcess().of(program, arguments.toArray(String[]::new)))
                .redirectErrorStream(true)
                .redirectOutput(home.resolve("pg_ctl.log").toFile())
                .start();
        if (!process.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS) || process.exitValue() != 0) {
            process.destroyForcibly();
            throw new IOException("pg_ctl " + words[0] + " failed: " + Files.readString(home.resolve("pg_ctl.log")));
        }
    }
}
