package org.afterimage.bench;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.afterimage.infer.CpuSettings;
import org.afterimage.infer.InferenceEngine;
import org.afterimage.infer.LoadedModel;
import org.afterimage.infer.OnnxRuntimeEngine;
import org.afterimage.model.ModelPackage;

/**
 * Memory that running a network takes, over many runs and at each size.
 *
 * <p>Each is measured in a process of its own whose Java heap is resident as a whole from the beginning: a heap that is given no size is filled
 * over thousands of runs until a collection pays, which looks like a leak and is none. What grows then is outside the heap; the heap is
 * watched by what is left in it after a collection.
 */
final class InferMemory {
    static final String IN_THIS_PROCESS = "--in-this-process";

    private static final int TENTHS = 10;
    private static final int COLLECTIONS = 3;
    private static final int SETTLING_MILLIS = 200;
    private static final int FLAT_KILOBYTES = 10 * 1024;
    private static final int RUNS_AT_A_SIZE = 5;
    private static final List<Integer> SIZES = List.of(128, 256, 512, 1024);
    private static final int OVER_RUNS_HEAP = 128;
    private static final int AT_A_SIZE_HEAP = 512;

    private final Path home;
    private final CpuSettings settings;

    InferMemory(Path home, CpuSettings settings) {
        this.home = home;
        this.settings = settings;
    }

    /** Runs a network many times in another process, which prints what it saw. */
    boolean stayedFlatElsewhere(ModelPackage model, int size, int runs) throws IOException, InterruptedException {
        List<String> command = command(OVER_RUNS_HEAP, model, size);
        command.addAll(List.of("--runs", Integer.toString(runs), "--arena", settings.keepsMemory() ? "on" : "off"));
        return new ProcessBuilder(command).inheritIO().start().waitFor() == 0;
    }

    /** The same in this process; prints what was resident at each tenth, and says whether it stayed flat. */
    boolean stayedFlat(ModelPackage model, InferInput input, int runs) throws Exception {
        long[] resident = new long[TENTHS + 1];
        long[] heap = new long[TENTHS + 1];
        settle();
        long start = kilobytes("VmRSS");
        try (InferenceEngine engine = new OnnxRuntimeEngine(settings);
                LoadedModel network = engine.load(model)) {
            for (int i = 0; i < runs / 2; i++) {
                network.run(input.tensors()); // Java compiles, and ONNX Runtime's allocator finds its size
            }
            for (int tenth = 0; tenth <= TENTHS; tenth++) {
                for (int i = runs * (tenth - 1) / TENTHS; tenth > 0 && i < runs * tenth / TENTHS; i++) {
                    network.run(input.tensors());
                }
                settle();
                resident[tenth] = kilobytes("VmRSS");
                heap[tenth] =
                        ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed() / 1024;
            }
        }
        double outside = slope(resident) * TENTHS;
        double inside = slope(heap) * TENTHS;
        boolean flat = Math.max(outside, inside) < FLAT_KILOBYTES;
        System.out.printf(
                Locale.ROOT,
                "%s, %s, %d runs after half as many on Java %s, arena %s: %d MB before the engine (%d of them Java's heap);"
                        + " resident, MB: %s, %+.1f over all runs; left in the heap, MB: %s, %+.1f: %s%n",
                model.manifest().id(),
                input,
                runs,
                System.getProperty("java.version"),
                settings.keepsMemory() ? "on" : "off",
                start / 1024,
                OVER_RUNS_HEAP,
                megabytes(resident),
                outside / 1024,
                megabytes(heap),
                inside / 1024,
                flat ? "flat" : "GROWS");
        return flat;
    }

    /** Prints a Markdown table: resident memory beyond Java's own, once loaded and at the worst of a run, with the arena off and on. */
    void table(List<ModelPackage> models) throws IOException, InterruptedException {
        System.out.println("| Network | Image | Loaded, MB | Worst of a run, MB | Kept by the arena, MB |");
        System.out.println("|---|---|---|---|---|");
        for (ModelPackage model : models) {
            boolean free = model.manifest().model().inputs().values().stream().anyMatch(shape -> shape.hasFreeMatrix());
            for (int size : free ? SIZES : SIZES.subList(0, 1)) {
                String[] without = takenElsewhere(model, size, "off");
                String[] with = takenElsewhere(model, size, "on");
                System.out.printf(
                        "| %s | %s | %s | %s | %s |%n",
                        model.manifest().id(), InferInput.of(model, size), without[0], without[1], with[2]);
            }
        }
    }

    private String[] takenElsewhere(ModelPackage model, int size, String arena)
            throws IOException, InterruptedException {
        List<String> command = command(AT_A_SIZE_HEAP, model, size);
        command.addAll(List.of("--memory", "--arena", arena));
        Process process = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        String answer = new String(process.getInputStream().readAllBytes()).strip();
        if (process.waitFor() != 0) {
            throw new IOException("The process that ran " + model.displayName() + " ended with " + process.exitValue());
        }
        return answer.split(" ");
    }

    /** In this process: prints megabytes beyond what Java had before the engine: once loaded, at most, and at the end. */
    void take(ModelPackage model, InferInput input) throws Exception {
        System.gc();
        long start = kilobytes("VmRSS");
        try (InferenceEngine engine = new OnnxRuntimeEngine(settings);
                LoadedModel network = engine.load(model)) {
            long loaded = kilobytes("VmRSS");
            for (int i = 0; i < RUNS_AT_A_SIZE; i++) {
                network.run(input.tensors());
            }
            System.gc();
            System.out.println(List.of(loaded, kilobytes("VmHWM"), kilobytes("VmRSS")).stream()
                    .map(value -> Long.toString((value - start) / 1024))
                    .collect(Collectors.joining(" ")));
        }
    }

    private List<String> command(int heap, ModelPackage model, int size) {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xms" + heap + "m",
                "-Xmx" + heap + "m",
                "-XX:+AlwaysPreTouch",
                "-Dai.djl.offline=true",
                "-Dafterimage.home=" + home,
                "-cp",
                System.getProperty("java.class.path"),
                InferBenchmark.class.getName(),
                IN_THIS_PROCESS));
        command.addAll(List.of("--model", model.manifest().id(), "--size", Integer.toString(size)));
        command.addAll(List.of("--threads", Integer.toString(settings.threads())));
        return command;
    }

    private static String megabytes(long... kilobytes) {
        return Arrays.toString(
                Arrays.stream(kilobytes).map(value -> value / 1024).toArray());
    }

    /** Tensors lie outside the heap and are freed by a thread of their own, some time after a collection has found them unused. */
    private static void settle() throws InterruptedException {
        for (int i = 0; i < COLLECTIONS; i++) {
            System.gc();
            Thread.sleep(SETTLING_MILLIS);
        }
    }

    /**
     * Kilobytes a step: the median of the slopes between any two values (Theil 1950, Sen 1968). A leak rises from each to the next; memory that is
     * taken once, such as a thread's, is one step, which a line of least squares would take for a slope.
     */
    private static double slope(long... values) {
        double[] slopes = IntStream.range(0, values.length)
                .boxed()
                .flatMapToDouble(from -> IntStream.range(from + 1, values.length)
                        .mapToDouble(to -> (double) (values[to] - values[from]) / (to - from)))
                .sorted()
                .toArray();
        int half = slopes.length / 2;
        return slopes.length % 2 == 1 ? slopes[half] : (slopes[half - 1] + slopes[half]) / 2;
    }

    /** A line of what Linux says of this process. */
    private static long kilobytes(String name) throws IOException {
        return Files.readAllLines(Path.of("/proc/self/status")).stream()
                .filter(line -> line.startsWith(name + ":"))
                .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
                .findFirst()
                .orElseThrow();
    }
}
