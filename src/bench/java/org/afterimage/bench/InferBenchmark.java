package org.afterimage.bench;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.afterimage.database.DeletedFolder;
import org.afterimage.infer.CpuSettings;
import org.afterimage.infer.InferenceEngine;
import org.afterimage.infer.InferenceException;
import org.afterimage.infer.LoadedModel;
import org.afterimage.infer.OnnxRuntimeEngine;
import org.afterimage.model.ModelCatalogue;
import org.afterimage.model.ModelPackage;

/** Each network on the CPU, in this node's engine and in what Python offers, in turns within one run of this program. */
public final class InferBenchmark {

    private static final String HELP = """
        Usage: src/bench/infer [--model ID] [--size N] [--rounds N] [--threads N] [--arena on|off]
               src/bench/infer --runs N [--model ID] [--size N] [--threads N] [--arena on|off]
               src/bench/infer --memory [--model ID] [--threads N]

        Without --runs and --memory: runs every shipped network and every checking network, or one, in this node's engine, in Python ONNX
        Runtime (as a user would write it, and without spinning) and in PyTorch eager on the same weights, in turns, and prints the medians of
        processor time and elapsed time of one run, their ratios to this node's, the greatest difference of the answers, and which part of this
        machine's measured matrix-multiply peak each reaches. What Python lacks is skipped, and said. PyTorch runs the ONNX graph node by node (src/bench/python/onnx_in_torch.py).
        The machine should be quiet.

        With --runs: runs each network N times, after N / 2 to warm up, in a process of its own with a heap of 128 MB that is resident from the
        start. Prints the resident memory and what is left in the heap after a collection at each tenth of it, how much they rose by the median of
        the slopes between any two tenths, and "flat" or "GROWS" (10 MB or more). Ends with 1 when one grows.

        With --memory: prints a table of the memory beyond Java's that each network takes at each size of image: loaded, at the worst of a run,
        and kept after it where ONNX Runtime's arena is on. A package is loaded with the network that checks it.

          --model ID     only this network: a package's, or ID-checker
          --size N       side of the image where the network leaves it free (512 unless set; 256 for MR)
          --rounds N     turns of each runtime (7 unless set)
          --threads N    threads of each runtime (as many as the machine has unless set)
          --arena on|off whether ONNX Runtime keeps its memory between runs (as the node decides it unless set)
        """;

    private static final double TURN_SECONDS = 0.5;
    private static final List<String> PEERS = List.of("onnxruntime", "onnxruntime-quiet", "torch");

    private final List<String> words;
    private final Path home = Path.of(System.getProperty("afterimage.home", "."));
    private final CpuSettings settings;

    private InferBenchmark(List<String> words) {
        this.words = words;
        CpuSettings machine = CpuSettings.ofThisMachine();
        CpuSettings threads = option("--threads")
                .map(Integer::parseInt)
                .map(machine::withThreads)
                .orElse(machine);
        this.settings = option("--arena")
                .map(arena -> threads.keepingMemory(arena.equals("on")))
                .orElse(threads);
    }

    /** Runs it. */
    public static void main(String[] args) throws Exception {
        List<String> words = List.of(args);
        if (words.contains("--help")) {
            System.out.print(HELP);
            return;
        }
        InferBenchmark benchmark = new InferBenchmark(words);
        Optional<Integer> runs = benchmark.option("--runs").map(Integer::parseInt);
        if (runs.isPresent()) {
            System.exit(benchmark.memoryOver(runs.get()) ? 0 : 1);
        } else if (words.contains("--memory")) {
            benchmark.memoryAtEachSize();
        } else {
            benchmark.compare();
        }
    }

    private boolean memoryOver(int runs) throws Exception {
        InferMemory memory = new InferMemory(home, settings);
        boolean flat = true;
        for (ModelPackage model : models()) {
            flat &= words.contains(InferMemory.IN_THIS_PROCESS)
                    ? memory.stayedFlat(model, InferInput.of(model, size(model)), runs)
                    : memory.stayedFlatElsewhere(model, size(model), runs);
        }
        return flat;
    }

    private void memoryAtEachSize() throws Exception {
        InferMemory memory = new InferMemory(home, settings);
        if (words.contains(InferMemory.IN_THIS_PROCESS)) {
            ModelPackage model = models().get(0);
            memory.take(model, InferInput.of(model, size(model)));
        } else {
            memory.table(models());
        }
    }

    private Optional<String> option(String name) {
        int at = words.indexOf(name);
        return at < 0 || at + 1 >= words.size() ? Optional.empty() : Optional.of(words.get(at + 1));
    }

    /** Networks of packages, and those that check them. */
    private List<ModelPackage> models() {
        return ModelCatalogue.load(home.resolve("models")).packages().stream()
                .flatMap(model -> Stream.concat(Stream.of(model), model.checker().stream()))
                .filter(model ->
                        option("--model").map(model.manifest().id()::equals).orElse(true))
                .toList();
    }

    private int size(ModelPackage model) {
        boolean mr = model.manifest().accepts().modality().contains("MR");
        return option("--size").map(Integer::parseInt).orElse(mr ? 256 : 512);
    }

    private void compare() throws Exception {
        Path folder = Files.createTempDirectory("infer");
        System.out.println(Machine.describe(folder));
        List<PythonPeer> peers = new ArrayList<>();
        try (InferenceEngine engine = new OnnxRuntimeEngine(settings);
                PythonPeer sgemm = new PythonPeer(home, "sgemm", settings.threads())) {
            for (String name : PEERS) {
                PythonPeer peer = new PythonPeer(home, name, settings.threads());
                peers.add(peer);
                peer.absent().ifPresent(why -> System.out.println("SKIPPED: " + name + ": " + why));
            }
            sgemm.absent().ifPresent(why -> System.out.println("SKIPPED: the machine's peak: " + why));
            System.out.println(engine.name() + ", " + settings.threads() + " threads, arena "
                    + (settings.keepsMemory() ? "on" : "off") + ".");
            for (ModelPackage model : models()) {
                compare(
                        model,
                        engine,
                        peers.stream().filter(PythonPeer::isThere).toList(),
                        sgemm,
                        folder);
            }
        } finally {
            peers.forEach(PythonPeer::close);
            DeletedFolder.delete(folder);
        }
    }

    private void compare(
            ModelPackage model, InferenceEngine engine, List<PythonPeer> peers, PythonPeer sgemm, Path folder)
            throws Exception {
        InferInput input = InferInput.of(model, size(model));
        String files = input.write(folder);
        Map<String, List<double[]>> turns = new LinkedHashMap<>();
        double gigaflop = 0;
        double difference = 0;
        try (LoadedModel network = engine.load(model)) {
            for (PythonPeer peer : peers) {
                peer.load(model.onnx(), files);
                Path out = Files.createDirectories(folder.resolve(peer.name().replaceAll("\\W", "")));
                gigaflop = Math.max(gigaflop, peer.write(out) / 1e9);
                difference = Math.max(difference, input.difference(network.run(input.tensors()), out));
            }
            if (sgemm.isThere()) {
                sgemm.load(model.onnx(), files);
            }
            int rounds = option("--rounds").map(Integer::parseInt).orElse(7);
            ourTurn(network, input); // Java compiles what is between it and the library
            for (int round = 0; round < rounds; round++) {
                turn(turns, "this node", () -> ourTurn(network, input));
                for (PythonPeer peer : peers) {
                    turn(turns, peer.name(), () -> peer.turn(TURN_SECONDS));
                }
                if (sgemm.isThere()) {
                    turn(turns, "sgemm", () -> sgemm.turn(TURN_SECONDS));
                }
            }
        }
        double peak = sgemm.isThere() ? sgemm.write(folder) / 1e9 / median(turns.remove("sgemm"), 1) : 0;
        print(model, input, turns, gigaflop, peak, difference);
    }

    private interface Turn {
        double[] take() throws Exception;
    }

    private static void turn(Map<String, List<double[]>> turns, String name, Turn turn) throws Exception {
        turns.computeIfAbsent(name, key -> new ArrayList<>()).add(turn.take());
    }

    /** Processor and elapsed seconds of one run, over as many runs as fill a turn. */
    private static double[] ourTurn(LoadedModel network, InferInput input) throws InferenceException {
        long once = System.nanoTime();
        network.run(input.tensors());
        int runs = (int) Math.max(1, TURN_SECONDS * 1e9 / (System.nanoTime() - once));
        OperatingSystemMXBean system = ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);
        long cpu = system.getProcessCpuTime();
        long wall = System.nanoTime();
        for (int i = 0; i < runs; i++) {
            network.run(input.tensors());
        }
        return new double[] {(system.getProcessCpuTime() - cpu) / 1e9 / runs, (System.nanoTime() - wall) / 1e9 / runs};
    }

    private static double median(List<double[]> turns, int which) {
        double[] values =
                turns.stream().mapToDouble(turn -> turn[which]).sorted().toArray();
        int half = values.length / 2;
        return values.length % 2 == 1 ? values[half] : (values[half - 1] + values[half]) / 2;
    }

    private static void print(
            ModelPackage model,
            InferInput input,
            Map<String, List<double[]>> turns,
            double gigaflop,
            double peak,
            double difference) {
        System.out.printf(
                Locale.ROOT,
                "%n%s, %s, %s GFLOP of convolutions and products; greatest difference of an answer %.1e of its largest value%n",
                model.displayName(),
                input,
                gigaflop == 0 ? "unknown" : String.format(Locale.ROOT, "%.3g", gigaflop),
                difference);
        System.out.printf("  %-44s %12s %12s %10s %10s%n", "", "CPU ms", "elapsed ms", "CPU ratio", "of peak");
        double ours = median(turns.get("this node"), 0);
        turns.forEach((name, measured) -> System.out.printf(
                Locale.ROOT,
                "  %-44s %12.2f %12.2f %10.2f %10s%n",
                name,
                median(measured, 0) * 1e3,
                median(measured, 1) * 1e3,
                median(measured, 0) / ours,
                peak == 0 || gigaflop < 0.01
                        ? "-"
                        : String.format(Locale.ROOT, "%.0f %%", 100 * gigaflop / median(measured, 1) / peak)));
    }
}
