package org.afterimage.infer;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.List;
import org.afterimage.model.ModelCatalogue;
import org.afterimage.model.ModelPackage;

/**
 * The inner half of {@link ProbingProcess}: loads networks and runs each once, in a process that may die of it; on another engine than the CPU
 * it also compares the answers. Each line on the output begins with one of the words below; everything else that native code may print is passed
 * over by the outer half.
 */
public final class NetworkProbe {

    static final String ENGINE = "@engine ";
    static final String TRYING = "@trying ";
    static final String FITS = "@fits ";
    static final String REFUSED = "@refused ";
    static final String FAILED = "@failed ";

    private NetworkProbe() {}

    /**
     * Tries networks on the CPU.
     *
     * @param folders of packages
     * @param out for the lines
     * @throws InferenceException if the engine cannot be started
     */
    public static void run(List<Path> folders, PrintStream out) throws InferenceException {
        run(new CpuCandidate(CpuSettings.ofThisMachine()), folders, out);
    }

    /**
     * Tries networks on an engine.
     *
     * @param folders of packages
     * @param out for the lines
     * @throws InferenceException if the engine cannot be started
     */
    public static void run(EngineCandidate candidate, List<Path> folders, PrintStream out) throws InferenceException {
        try (InferenceEngine cpu = new OnnxRuntimeEngine();
                InferenceEngine engine = start(candidate, out)) {
            say(out, ENGINE + engine.name());
            for (int i = 0; i < folders.size(); i++) {
                say(out, TRYING + i);
                try {
                    ModelPackage model = ModelCatalogue.read(folders.get(i));
                    say(out, FITS + i + " " + found(candidate.kind(), engine, cpu, model));
                } catch (InferenceException | IOException | RuntimeException | LinkageError e) {
                    say(out, REFUSED + i + " " + oneLine(e));
                }
            }
        }
    }

    private static InferenceEngine start(EngineCandidate candidate, PrintStream out) throws InferenceException {
        try {
            return candidate.start();
        } catch (InferenceException | RuntimeException | LinkageError e) {
            say(out, FAILED + oneLine(e));
            throw e;
        }
    }

    private static String found(EngineKind kind, InferenceEngine engine, InferenceEngine cpu, ModelPackage model)
            throws InferenceException {
        try (LoadedModel network = engine.load(model)) {
            if (kind == EngineKind.ONNXRUNTIME_CPU) {
                return "";
            }
            try (LoadedModel reference = cpu.load(model)) {
                EngineComparison comparison = EngineComparison.of(model, reference, network, engine.boundFor(model));
                if (!comparison.agrees()) {
                    throw new InferenceException(comparison.sentence());
                }
                return comparison.sentence();
            }
        }
    }

    private static String oneLine(Throwable failure) {
        return String.valueOf(failure.getMessage()).replaceAll("\\s+", " ");
    }

    private static void say(PrintStream out, String line) {
        out.println(line.strip());
        out.flush();
    }
}
