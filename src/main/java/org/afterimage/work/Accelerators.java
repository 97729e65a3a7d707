package org.afterimage.work;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.afterimage.infer.CpuCandidate;
import org.afterimage.infer.CpuSettings;
import org.afterimage.infer.EngineCandidate;
import org.afterimage.infer.EngineKind;
import org.afterimage.infer.EnginePolicy;
import org.afterimage.infer.EngineTrials;
import org.afterimage.infer.GpuOnnxRuntimeCandidate;
import org.afterimage.infer.NvidiaDriver;
import org.afterimage.infer.ProbingProcess;
import org.afterimage.infer.TensorRtCandidate;
import org.afterimage.infer.UnusableCandidate;
import org.afterimage.model.ModelPackage;
import org.afterimage.model.NetworkInspection;
import org.afterimage.node.InferenceSettings;
import org.jboss.logging.Logger;

/** What {@code node.yaml} and this machine say of engines: which may be used, which might work, and how each is tried in a process beside this one. */
public final class Accelerators {
    /** The word of the command line that leads to {@link org.afterimage.infer.NetworkProbe}. */
    public static final String PROBE_COMMAND = "probe-networks";

    private static final Logger LOG = Logger.getLogger(Accelerators.class);
    private static final String MAIN_CLASS = "org.afterimage.cli.Main";
    private static final Duration CPU_DEADLINE = Duration.ofSeconds(120);
    private static final Duration BUILD_DEADLINE = Duration.ofMinutes(10); // TensorRT times many kernels for each plan
    private static final String PLANS = "tensorrt-plans";

    private final InferenceSettings settings;
    private final Path data;
    private final NvidiaDriver driver;
    private String brokenNatives = "";

    /**
     * @param settings of node.yaml
     * @param data folder of the node's own, for built plans
     */
    public Accelerators(InferenceSettings settings, Path data) {
        this(settings, data, NvidiaDriver.ofThisMachine());
    }

    Accelerators(InferenceSettings settings, Path data, NvidiaDriver driver) {
        this.settings = settings;
        this.data = data;
        this.driver = driver;
    }

    /** How the CPU is used. */
    public CpuSettings cpu() {
        CpuSettings machine = CpuSettings.ofThisMachine();
        CpuSettings threads = settings.threads() == null ? machine : machine.withThreads(settings.threads());
        CpuSettings memory =
                settings.memoryMiB() == null ? threads : threads.withRunBytes((long) settings.memoryMiB() << 20);
        return settings.arena() == InferenceSettings.Arena.AUTO
                ? memory
                : memory.keepingMemory(settings.arena() == InferenceSettings.Arena.ON);
    }

    /** Which engines an administrator allows. */
    public EnginePolicy policy() {
        Set<EngineKind> forbidden = EnumSet.noneOf(EngineKind.class);
        settings.forbid().forEach(engine -> forbidden.add(kind(engine)));
        return new EnginePolicy(Optional.ofNullable(settings.engine()).map(Accelerators::kind), forbidden);
    }

    private static EngineKind kind(InferenceSettings.Engine engine) {
        return switch (engine) {
            case TENSORRT -> EngineKind.TENSORRT;
            case ONNXRUNTIME_GPU -> EngineKind.ONNXRUNTIME_GPU;
            case ONNXRUNTIME_CPU -> EngineKind.ONNXRUNTIME_CPU;
        };
    }

    /** The engines besides the CPU. */
    public List<EngineCandidate> candidates() {
        EngineCandidate gpu =
                brokenNatives.isEmpty() ? gpu() : new UnusableCandidate(EngineKind.ONNXRUNTIME_GPU, brokenNatives);
        return List.of(new TensorRtCandidate(data.resolve(PLANS), driver), gpu);
    }

    /** An engine by its kind, for the process that tries it. */
    public EngineCandidate candidate(EngineKind kind) {
        return candidates().stream()
                .filter(candidate -> candidate.kind() == kind)
                .findFirst()
                .orElseGet(() -> new CpuCandidate(cpu()));
    }

    private GpuOnnxRuntimeCandidate gpu() {
        return new GpuOnnxRuntimeCandidate(
                Optional.ofNullable(settings.onnxRuntimeNatives()).map(Path::of), driver, cpu());
    }

    private boolean mayUseGpuLibraries() {
        return policy().refuses(EngineKind.ONNXRUNTIME_GPU).isEmpty()
                && gpu().absent().isEmpty();
    }

    /**
     * Tries networks on the CPU in a process beside this one. Where the site names libraries of ONNX Runtime for GPUs, those are tried, too, since
     * they take the place of the others in the whole process; what does not work with them is tried without.
     */
    public NetworkInspection inspection() {
        return packages -> {
            if (mayUseGpuLibraries() && !packages.isEmpty()) {
                try {
                    NetworkInspection.Findings findings =
                            process(gpu().javaOptions(), CPU_DEADLINE).inspect(packages);
                    gpu().prepareThisProcess();
                    return findings;
                } catch (IOException e) {
                    brokenNatives = "the libraries in " + settings.onnxRuntimeNatives()
                            + " do not even run on the CPU: " + e.getMessage();
                    LOG.warnf("%s", brokenNatives);
                }
            }
            return process(List.of(), CPU_DEADLINE).inspect(packages);
        };
    }

    /** Tries an engine in a process beside this one. */
    public EngineTrials.TrialProcess trials() {
        return (candidate, packages) -> trial(candidate, packages);
    }

    private ProbingProcess.Report trial(EngineCandidate candidate, List<ModelPackage> packages) throws IOException {
        List<String> options =
                candidate instanceof GpuOnnxRuntimeCandidate natives ? natives.javaOptions() : List.<String>of();
        return process(
                        options,
                        BUILD_DEADLINE,
                        "--engine",
                        candidate.kind().id(),
                        "--data",
                        data.toAbsolutePath().toString())
                .probe(packages);
    }

    private static ProbingProcess process(List<String> javaOptions, Duration deadline, String... words) {
        String[] all = new String[words.length + 1];
        all[0] = PROBE_COMMAND;
        System.arraycopy(words, 0, all, 1, words.length);
        return new ProbingProcess(ProbingProcess.thisProgram(MAIN_CLASS, javaOptions, all), deadline);
    }
}
