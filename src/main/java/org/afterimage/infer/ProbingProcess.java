package org.afterimage.infer;

import ai.djl.util.Utils;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.afterimage.model.ModelPackage;
import org.afterimage.model.NetworkInspection;

/**
 * Tries networks in a process of its own: native code that a broken file brings down, or that never comes back, ends that process and not
 * the node. The package that was being tried is refused then, and another process goes on with the next.
 */
public final class ProbingProcess implements NetworkInspection {

    private static final String RUNNABLE_JAR = "quarkus-run.jar";
    private static final String END = "";
    private static final Duration END_LIMIT = Duration.ofSeconds(10);

    private final List<String> command;
    private final Duration deadline;

    /**
     * @param command that starts a JVM, by the path of its program first, which calls {@link NetworkProbe#run} with the folders that are appended to it
     * @param deadline for the start of the process, and for each network
     */
    public ProbingProcess(List<String> command, Duration deadline) {
        this.command = List.copyOf(command);
        this.deadline = deadline;
    }

    /**
     * This program with other words.
     *
     * @param mainClass where it starts when it is not run from its jar
     * @param words that lead it to {@link NetworkProbe#run}
     */
    public static List<String> thisProgram(String mainClass, String... words) {
        return thisProgram(mainClass, List.of(), words);
    }

    /**
     * This program with other words and further options of the JVM.
     *
     * @param mainClass where it starts when it is not run from its jar
     * @param javaOptions for its JVM
     * @param words that lead it to {@link NetworkProbe#run}
     */
    public static List<String> thisProgram(String mainClass, List<String> javaOptions, String... words) {
        String classPath = System.getProperty("java.class.path");
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1", // a short life
                "-Djava.awt.headless=true",
                "-Dai.djl.offline=true"));
        command.addAll(javaOptions);
        if (classPath.endsWith(RUNNABLE_JAR)) {
            command.addAll(List.of("-jar", classPath));
        } else {
            command.addAll(List.of("-cp", classPath, mainClass));
        }
        command.addAll(List.of(words));
        return command;
    }

    /**
     * What came of trying networks.
     *
     * @param engine name of the engine that tried them; empty when there was nothing to try
     * @param fits what was found of those that ran, by the folder of the package
     * @param refused why the others did not
     */
    public record Report(String engine, Map<Path, String> fits, Map<Path, String> refused) {
        public Report {
            fits = Map.copyOf(fits);
            refused = Map.copyOf(refused);
        }
    }

    @Override
    public Findings inspect(List<ModelPackage> packages) throws IOException {
        Report report = probe(packages);
        return new Findings(report.engine(), report.refused());
    }

    /**
     * Tries networks.
     *
     * @throws IOException if the process does not start, or its engine does not
     */
    public Report probe(List<ModelPackage> packages) throws IOException {
        Map<Path, String> fits = new HashMap<>();
        Map<Path, String> refused = new HashMap<>();
        String engine = "";
        int next = 0;
        while (next < packages.size()) {
            Run run = run(packages.subList(next, packages.size()));
            if (run.engine().isEmpty()) {
                throw new IOException("The process that tries networks did not start: " + run.ending());
            }
            engine = run.engine();
            fits.putAll(run.fits());
            refused.putAll(run.refused());
            next += run.done();
        }
        return new Report(engine, fits, refused);
    }

    /** What one process came to say; {@code done} networks, of which the last may have ended it. */
    private record Run(String engine, Map<Path, String> fits, Map<Path, String> refused, int done, String ending) {}

    private Run run(List<ModelPackage> packages) throws IOException {
        // The engine unpacks its library, tens of megabytes, and a process that is ended or dies leaves it lying.
        Path unpacked = Files.createTempDirectory("afterimage-probe");
        try {
            return run(packages, unpacked);
        } finally {
            Utils.deleteQuietly(unpacked);
        }
    }

    private Run run(List<ModelPackage> packages, Path temporary) throws IOException {
        List<String> words = new ArrayList<>(command);
        words.add(1, "-Djava.io.tmpdir=" + temporary);
        packages.forEach(model -> words.add(model.folder().toAbsolutePath().toString()));
        Process process = new ProcessBuilder(words)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        try {
            process.getOutputStream().close();
            return listen(process, packages);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("The inspection of networks was interrupted", e);
        } finally {
            end(process);
        }
    }

    /** Until it is gone it still has the GPU, which the next may need. */
    private static void end(Process process) {
        process.destroyForcibly();
        try {
            process.waitFor(END_LIMIT.toSeconds(), TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private Run listen(Process process, List<ModelPackage> packages) throws InterruptedException {
        BlockingQueue<String> lines = lines(process);
        String engine = "";
        String failure = "";
        Map<Path, String> fits = new HashMap<>();
        Map<Path, String> refused = new HashMap<>();
        int done = 0;
        while (done < packages.size()) {
            String line = lines.poll(deadline.toMillis(), TimeUnit.MILLISECONDS);
            if (line == null || line.equals(END)) {
                String ending =
                        line == null ? "it did not answer within " + deadline.toSeconds() + " s" : ending(process);
                if (!engine.isEmpty()) {
                    refused.put(
                            packages.get(done).folder(),
                            "the engine could not try the network: " + ending + "; the file may be damaged");
                    done++;
                }
                return new Run(engine, fits, refused, done, failure.isEmpty() ? ending : failure);
            }
            if (line.startsWith(NetworkProbe.ENGINE)) {
                engine = line.substring(NetworkProbe.ENGINE.length());
            } else if (line.startsWith(NetworkProbe.FAILED)) {
                failure = line.substring(NetworkProbe.FAILED.length());
            } else if (line.startsWith(NetworkProbe.REFUSED)) {
                refused.put(packages.get(done).folder(), remark(line));
                done++;
            } else if (line.startsWith(NetworkProbe.FITS)) {
                fits.put(packages.get(done).folder(), remark(line));
                done++;
            }
        }
        return new Run(engine, fits, refused, done, "");
    }

    /** What follows the word and the number of the network. */
    private static String remark(String line) {
        String[] parts = line.split(" ", 3);
        return parts.length < 3 ? "" : parts[2];
    }

    private static String ending(Process process) throws InterruptedException {
        return process.waitFor(END_LIMIT.toSeconds(), TimeUnit.SECONDS)
                ? "its process ended with " + process.exitValue()
                : "its process closed its output";
    }

    /** The process's lines and then {@link #END}, read by a thread of their own, so that waiting for one has an end. */
    private static BlockingQueue<String> lines(Process process) {
        BlockingQueue<String> lines = new LinkedBlockingQueue<>();
        Thread reader = new Thread(
                () -> {
                    try (BufferedReader in = new BufferedReader(
                            new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
                        in.lines().filter(line -> line.startsWith("@")).forEach(lines::add);
                    } catch (IOException | UncheckedIOException e) {
                        lines.add(END); // destroyed while it was read
                    }
                    lines.add(END);
                },
                "network-probe");
        reader.setDaemon(true);
        reader.start();
        return lines;
    }
}
