package org.afterimage.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.afterimage.database.LoopbackPort;

/** A running program of {@link Peers}, stopped by its process ID. Its output goes to a file. */
public final class ProcessPeer implements AutoCloseable {
    private static final Set<Integer> GIVEN_PORTS = ConcurrentHashMap.newKeySet();

    private static final Duration START = Duration.ofSeconds(30);
    private static final Duration STOP = Duration.ofSeconds(5);

    private final Process process;
    private final Path output;

    /** How a program ended: its exit status and all that it printed. */
    public record Result(int exitStatus, String output) {}

    private ProcessPeer(Process process, Path output) {
        this.process = process;
        this.output = output;
    }

    /**
     * Starts a program.
     *
     * @param folder where it works
     * @param program name of the program, looked up by {@link Peers#require}
     * @param arguments its arguments
     */
    public static ProcessPeer start(Path folder, String program, Object... arguments) {
        List<String> command = new ArrayList<>();
        command.add(Peers.require(program).toString());
        for (Object argument : arguments) {
            command.add(argument.toString());
        }
        try {
            Path output = Files.createTempFile(folder, program, ".log");
            ProcessBuilder builder = new ProcessBuilder(command)
                    .directory(folder.toFile())
                    .redirectErrorStream(true)
                    .redirectOutput(output.toFile());
            // Without it dcmtk's messages wait for the peer's delayed acknowledgements, about 48 ms each.
            builder.environment().put("TCP_NODELAY", "1");
            return new ProcessPeer(builder.start(), output);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Runs a program to its end, at most for this long. */
    public static Result run(Path folder, Duration timeout, String program, Object... arguments) {
        try (ProcessPeer peer = start(folder, program, arguments)) {
            return peer.await(timeout);
        }
    }

    /** Returns a TCP port on loopback that was free a moment ago, another one each time. */
    public static int freePort() {
        try {
            int port = LoopbackPort.free();
            while (!GIVEN_PORTS.add(port)) {
                port = LoopbackPort.free();
            }
            return port;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Waits until the program accepts connections on a port of loopback. */
    public ProcessPeer awaitPort(int port) {
        long end = System.nanoTime() + START.toNanos();
        while (!accepts(port)) {
            if (!process.isAlive() || System.nanoTime() > end) {
                throw new AssertionError("The program does not listen on port " + port + ":\n" + output());
            }
            pause();
        }
        return this;
    }

    /** Waits for the program to end by itself. */
    public Result await(Duration timeout) {
        try {
            if (!process.waitFor(timeout.toMillis(), TimeUnit.MILLISECONDS)) {
                throw new AssertionError("The program did not end within " + timeout + ":\n" + output());
            }
        } catch (InterruptedException e) {
            throw new AssertionError("Interrupted while a program ran.", e);
        }
        return new Result(process.exitValue(), output());
    }

    /** Returns the process ID. */
    public long pid() {
        return process.pid();
    }

    /** Returns what the program has printed so far. */
    public String output() {
        try {
            return Files.readString(output, StandardCharsets.ISO_8859_1);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Ends the program: asks it first, then kills it. */
    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(STOP.toMillis(), TimeUnit.MILLISECONDS)) {
                process.destroyForcibly().waitFor();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }

    private static boolean accepts(int port) {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 500);
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    private static void pause() {
        try {
            Thread.sleep(50);
        } catch (InterruptedException e) {
            throw new AssertionError("Interrupted while a program started.", e);
        }
    }
}
