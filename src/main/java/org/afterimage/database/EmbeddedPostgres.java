package org.afterimage.database;

import java.io.File;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * A PostgreSQL server that belongs to this process: its own data folder, loopback only, password authentication (SCRAM), fsync on. A server
 * left over from a killed process is stopped first; one that dies is started again on the same port.
 */
public final class EmbeddedPostgres implements AutoCloseable {
    private static final System.Logger LOG = System.getLogger(EmbeddedPostgres.class.getName());
    private static final Duration START_LIMIT = Duration.ofSeconds(60);
    private static final Duration STOP_LIMIT = Duration.ofSeconds(40);

    private final Path home;
    private final Path cluster;
    private final Path log;
    private final Path bin;
    private final String password;
    private final FileChannel ownerLock;
    private final UnprivilegedCommand unprivileged;
    private final int port;
    private final CountDownLatch applicationStopped = new CountDownLatch(1);
    private final Thread shutdownHook = new Thread(this::stopAtShutdown, "embedded-postgresql-stop");
    private volatile boolean closing;
    private volatile Process server;

    @SuppressWarnings("UnusedVariable") // held while the server runs; what it throws is logged where it happens
    private volatile CompletableFuture<Void> watch;

    /**
     * Starts the server, making its cluster first where there is none.
     *
     * @param home the folder that holds binaries, cluster, password and log
     * @return the running server, ready for connections
     * @throws IOException with a sentence that says what is wrong: folder in use, no binaries for this platform, no disk space
     */
    public static EmbeddedPostgres start(Path home) throws IOException, InterruptedException {
        return new EmbeddedPostgres(home);
    }

    private EmbeddedPostgres(Path folder) throws IOException, InterruptedException {
        home = Files.createDirectories(folder.toAbsolutePath().normalize());
        cluster = home.resolve("cluster");
        log = home.resolve("postgresql.log");
        ownerLock = lock(home);
        bin = PostgresBinaries.unpackUnder(home).resolve("bin");
        unprivileged = UnprivilegedCommand.forThisProcess();
        Path passwordFile = home.resolve("superuser.password");
        password = readOrMakePassword(passwordFile);
        if (!Files.exists(cluster.resolve("PG_VERSION"))) {
            makeCluster(passwordFile);
        }
        stopOrphan();
        port = LoopbackPort.free();
        startServer();
        Runtime.getRuntime().addShutdownHook(shutdownHook);
    }

    /** The address for JDBC. */
    public String jdbcUrl() {
        return "jdbc:postgresql://127.0.0.1:" + port + "/postgres";
    }

    /** The role that owns the cluster. */
    public String user() {
        return "postgres";
    }

    /** The role's password, made at random when the cluster was made. */
    public String password() {
        return password;
    }

    /** The process id of the server, so that a test can kill it. */
    public long pid() {
        return server.pid();
    }

    /**
     * Says that the application has stopped. Shutdown hooks of a JVM run side by side; the server's waits for this, so that the database
     * outlives those who use it.
     */
    public void applicationStopped() {
        applicationStopped.countDown();
    }

    /** Stops the server and gives the folder free. */
    @Override
    public void close() throws IOException {
        applicationStopped.countDown();
        stopServer();
        ownerLock.close();
        try {
            Runtime.getRuntime().removeShutdownHook(shutdownHook);
        } catch (IllegalStateException alreadyShuttingDown) {
            LOG.log(System.Logger.Level.DEBUG, "closed while the process ends");
        }
    }

    private static FileChannel lock(Path home) throws IOException {
        FileChannel channel =
                FileChannel.open(home.resolve("owner.lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        FileLock lock;
        try {
            lock = channel.tryLock();
        } catch (OverlappingFileLockException e) {
            lock = null;
        }
        if (lock == null) {
            channel.close();
            throw new IOException(
                    "The database folder " + home + " is in use by another node; stop it or choose another --data.");
        }
        return channel;
    }

    private static String readOrMakePassword(Path file) throws IOException {
        if (!Files.exists(file)) {
            byte[] random = new byte[24];
            new SecureRandom().nextBytes(random);
            Files.createFile(file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
            Files.writeString(file, Base64.getUrlEncoder().withoutPadding().encodeToString(random));
        }
        return Files.readString(file);
    }

    private void makeCluster(Path passwordFile) throws IOException, InterruptedException {
        DeletedFolder.delete(cluster); // what an initdb that was cut off left behind
        Files.createDirectories(cluster);
        unprivileged.own(home);
        run(
                "initdb",
                "-D",
                cluster.toString(),
                "-U",
                user(),
                "-A",
                "scram-sha-256",
                "--pwfile=" + passwordFile,
                "-E",
                "UTF8",
                "--locale-provider=builtin",
                "--locale=C.UTF-8",
                "--no-instructions");
    }

    /** The owner lock is ours, so a live server on this cluster is left over from a process that was killed. */
    private void stopOrphan() throws IOException, InterruptedException {
        Path pidFile = cluster.resolve("postmaster.pid");
        if (!Files.exists(pidFile)) {
            return;
        }
        List<String> lines = Files.readAllLines(pidFile);
        if (lines.isEmpty()) {
            return;
        }
        Optional<ProcessHandle> orphan =
                ProcessHandle.of(Long.parseLong(lines.get(0).trim()));
        boolean alive = orphan.flatMap(process -> process.info().command())
                .map(command -> command.contains("postgres"))
                .orElse(false);
        if (alive) {
            run("pg_ctl", "-D", cluster.toString(), "stop", "-m", "fast", "-w", "-t", "25");
        }
    }

    private void startServer() throws IOException, InterruptedException {
        List<String> command = unprivileged.of(
                bin.resolve("postgres"),
                "-D",
                cluster.toString(),
                "-p",
                Integer.toString(port),
                "-c",
                "listen_addresses=127.0.0.1",
                "-c",
                "unix_socket_directories=",
                "-c",
                "max_connections=60",
                "-c",
                "shared_buffers=64MB",
                "-c",
                "logging_collector=off",
                "-c",
                "timezone=UTC");
        server = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
                .redirectInput(new File("/dev/null"))
                .directory(home.toFile())
                .start();
        waitUntilReady();
        watch = server.onExit().thenRunAsync(this::restartUnlessClosing);
    }

    /** postmaster.pid's eighth line becomes "ready" when the server takes connections, so nothing needs to be tried. */
    private void waitUntilReady() throws IOException, InterruptedException {
        long deadline = System.nanoTime() + START_LIMIT.toNanos();
        Path pidFile = cluster.resolve("postmaster.pid");
        while (System.nanoTime() < deadline) {
            if (!server.isAlive()) {
                throw new IOException("PostgreSQL ended with " + server.exitValue() + " at its start; see " + log);
            }
            try {
                List<String> lines = Files.readAllLines(pidFile);
                boolean ours = !lines.isEmpty() && lines.get(0).trim().equals(Long.toString(server.pid()));
                if (ours && lines.size() >= 8 && lines.get(7).trim().equals("ready")) {
                    return;
                }
            } catch (NoSuchFileException e) {
                LOG.log(System.Logger.Level.TRACE, "no pid file yet");
            }
            TimeUnit.MILLISECONDS.sleep(15);
        }
        throw new IOException("PostgreSQL was not ready after " + START_LIMIT.toSeconds() + " s; see " + log);
    }

    /** Tries until it runs again: what kept it down, a full disk say, may pass. */
    private void restartUnlessClosing() {
        while (!closing) {
            LOG.log(System.Logger.Level.ERROR, "PostgreSQL ended with {0}; it is started again", server.exitValue());
            try {
                startServer();
                return;
            } catch (IOException e) {
                LOG.log(System.Logger.Level.ERROR, "PostgreSQL could not be started again", e);
                server.destroyForcibly();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            }
            pauseBeforeRestart();
        }
    }

    private static void pauseBeforeRestart() {
        try {
            TimeUnit.SECONDS.sleep(5);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void stopAtShutdown() {
        try {
            if (!applicationStopped.await(30, TimeUnit.SECONDS)) {
                LOG.log(System.Logger.Level.WARNING, "the application did not stop in 30 s; the database stops now");
            }
            stopServer();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (IOException e) {
            LOG.log(System.Logger.Level.ERROR, "PostgreSQL could not be stopped", e);
        }
    }

    private void stopServer() throws IOException {
        closing = true;
        if (!server.isAlive()) {
            return;
        }
        try {
            run("pg_ctl", "-D", cluster.toString(), "stop", "-m", "fast", "-w", "-t", "30");
            server.waitFor(5, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void run(String tool, String... arguments) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(unprivileged.of(bin.resolve(tool), arguments))
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
                .start();
        if (!process.waitFor(STOP_LIMIT.toSeconds() + START_LIMIT.toSeconds(), TimeUnit.SECONDS)) {
            process.destroyForcibly();
            throw new IOException(tool + " did not end; see " + log);
        }
        if (process.exitValue() != 0) {
            throw new IOException(tool + " failed with " + process.exitValue() + "; see " + log);
        }
    }
}
