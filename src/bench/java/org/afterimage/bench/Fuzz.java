package org.afterimage.bench;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.io.IOException;
import java.lang.reflect.Method;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;

/**
 * Fuzzes every target for a while and prints a table. A target is a method with {@link FuzzTest} in a class named {@code *FuzzTest};
 * each runs in a process of its own with a heap of 256 MB.
 */
public final class Fuzz {

    private static final String HELP = """
            Usage: src/bench/fuzz [--minutes N] [--jobs N] [--patience SECONDS] [TARGET...]

            Feeds each fuzz target with inputs that reach new branches, for N minutes (10 unless told otherwise), at a heap of 256 MB,
            and prints what came of it. TARGET is a part of a target's name, such as Part10 or DataSetReaderFuzzTest.deflated; without
            one, all are fuzzed. --jobs fuzzes several at once, a processor each (1 unless told otherwise). An input that takes longer
            than --patience (10 seconds unless told otherwise) has broken something; allow more where the machine is busy. What is found along the way is kept in target/fuzz for the next run. An input that breaks something
            is copied to src/test/resources, where every test run repeats it from then on; the exit status is then 1.
            """;

    private final int minutes;
    private final int jobs;
    private final int patience;
    private final Path folder = Path.of("target", "fuzz").toAbsolutePath();

    private Fuzz(int minutes, int jobs, int patience) {
        this.minutes = minutes;
        this.jobs = jobs;
        this.patience = patience;
    }

    /** Fuzzes the targets named. */
    public static void main(String[] args) throws Exception {
        List<String> words = new ArrayList<>(List.of(args));
        if (words.contains("--help")) {
            System.out.print(HELP);
            return;
        }
        int minutes = number(words, "--minutes", 10);
        int jobs = number(words, "--jobs", 1);
        int patience = number(words, "--patience", 10);
        List<Method> targets = targets().stream()
                .filter(target -> words.isEmpty() || words.stream().anyMatch(name(target)::contains))
                .toList();
        if (targets.isEmpty()) {
            System.err.println("There is no such target; there are "
                    + targets().stream().map(Fuzz::name).toList() + ".");
            System.exit(2);
        }
        boolean clean = new Fuzz(minutes, jobs, patience).run(targets);
        System.exit(clean ? 0 : 1);
    }

    /** Takes an option and its number out of the words. */
    private static int number(List<String> words, String option, int otherwise) {
        int at = words.indexOf(option);
        if (at < 0) {
            return otherwise;
        }
        int number = Integer.parseInt(words.get(at + 1));
        words.subList(at, at + 2).clear();
        return number;
    }

    private boolean run(List<Method> targets) throws InterruptedException {
        System.out.printf(
                "Fuzzing %d targets, %d minutes each, %d at once; logs are in %s%n",
                targets.size(), minutes, jobs, folder);
        System.out.printf(
                "%-52s %12s %10s %14s %8s %9s%n",
                "target", "executions", "per second", "new coverage", "inputs", "findings");
        ExecutorService workers = Executors.newFixedThreadPool(jobs);
        try {
            boolean clean = true;
            for (Future<Boolean> target : workers.invokeAll(targets.stream()
                    .map(target -> (Callable<Boolean>) () -> isClean(target))
                    .toList())) {
                clean &= target.get();
            }
            return clean;
        } catch (ExecutionException e) {
            throw new IllegalStateException("A target could not be fuzzed.", e.getCause());
        } finally {
            workers.shutdownNow();
        }
    }

    /** Fuzzes one target and prints its line. */
    private boolean isClean(Method target) throws IOException, InterruptedException {
        FuzzLog log = FuzzLog.of(fuzz(target));
        List<Path> findings = keepFindings(target);
        // A log without its last line means that the fuzzer itself did not come to its end.
        String verdict = log.isFinished() || !findings.isEmpty() ? Integer.toString(findings.size()) : "broke off";
        StringBuilder lines = new StringBuilder(String.format(
                "%-52s %,12d %,10d %14s %,8d %9s%n",
                name(target),
                log.executions(),
                log.executionsPerSecond(),
                log.firstCoverage() + " + " + (log.lastCoverage() - log.firstCoverage()),
                log.inputs(),
                verdict));
        findings.forEach(finding -> lines.append("    ").append(finding).append(System.lineSeparator()));
        System.out.print(lines);
        return log.isFinished() && findings.isEmpty();
    }

    /** Runs one target to its end and returns the log. */
    private Path fuzz(Method target) throws IOException, InterruptedException {
        Path work = Files.createDirectories(folder.resolve(name(target)));
        for (Path old : findings(work)) {
            Files.delete(old);
        }
        Path log = folder.resolve(name(target) + ".log");
        ProcessBuilder builder = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx256m",
                        "-Djava.awt.headless=true",
                        "-cp",
                        absoluteClassPath(),
                        "com.code_intelligence.jazzer.Jazzer",
                        "--target_class=" + target.getDeclaringClass().getName(),
                        "--target_method=" + target.getName(),
                        "--instrumentation_includes=org.afterimage.**",
                        "-max_total_time=" + minutes * 60,
                        "-timeout=" + patience,
                        "-report_slow_units=" + patience,
                        "-rss_limit_mb=2048")
                .directory(work.toFile())
                .redirectErrorStream(true)
                .redirectOutput(log.toFile());
        builder.environment().put("JAZZER_FUZZ", "1");
        Process process = builder.start();
        Thread end = new Thread(process::destroy);
        Runtime.getRuntime().addShutdownHook(end);
        process.waitFor();
        Runtime.getRuntime().removeShutdownHook(end);
        return log;
    }

    /** Copies inputs that broke something to where the tests repeat them. */
    private List<Path> keepFindings(Method target) throws IOException {
        Class<?> type = target.getDeclaringClass();
        Path resources = Path.of("src", "test", "resources")
                .resolve(type.getPackageName().replace('.', '/'))
                .resolve(type.getSimpleName() + "Inputs")
                .resolve(target.getName());
        List<Path> kept = new ArrayList<>();
        for (Path finding : findings(folder.resolve(name(target)))) {
            Files.createDirectories(resources);
            Path copy = resources.resolve(finding.getFileName());
            if (!Files.exists(copy)) {
                Files.copy(finding, copy);
            }
            kept.add(copy);
        }
        return kept;
    }

    private static List<Path> findings(Path work) throws IOException {
        try (Stream<Path> files = Files.list(work)) {
            return files.filter(Files::isRegularFile)
                    .filter(file -> file.getFileName().toString().matches("(crash|timeout|oom|slow-unit)-.*"))
                    .sorted()
                    .toList();
        }
    }

    private static List<Method> targets() throws IOException, URISyntaxException {
        Path classes = Path.of(
                Fuzz.class.getProtectionDomain().getCodeSource().getLocation().toURI());
        try (Stream<Path> files = Files.walk(classes)) {
            return files.map(file -> classes.relativize(file).toString())
                    .filter(file -> file.endsWith("FuzzTest.class"))
                    .map(file ->
                            file.substring(0, file.length() - ".class".length()).replace('/', '.'))
                    .map(Fuzz::load)
                    .flatMap(type -> Arrays.stream(type.getDeclaredMethods()))
                    .filter(method -> method.isAnnotationPresent(FuzzTest.class))
                    .sorted(Comparator.comparing(Fuzz::name))
                    .toList();
        }
    }

    private static Class<?> load(String name) {
        try {
            return Class.forName(name, false, Fuzz.class.getClassLoader());
        } catch (ClassNotFoundException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String name(Method target) {
        return target.getDeclaringClass().getSimpleName() + "." + target.getName();
    }

    private static String absoluteClassPath() {
        return String.join(
                ":",
                Arrays.stream(System.getProperty("java.class.path").split(":"))
                        .map(entry -> Path.of(entry).toAbsolutePath().toString())
                        .toList());
    }
}
