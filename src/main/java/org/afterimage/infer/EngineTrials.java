package org.afterimage.infer;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.afterimage.infer.EngineTrial.Outcome;
import org.afterimage.model.ModelPackage;

/**
 * Which engine each model gets: the first in the order of preference that may be used, that a process of its own could load and run, whose
 * answer there was that of the CPU, and that then did the same in this process. What came of each is kept. Safe for several threads: while
 * engines are being tried, the models run on the CPU.
 */
public final class EngineTrials {

    /** Tries an engine where it can do no harm. */
    @FunctionalInterface
    public interface TrialProcess {
        /**
         * Loads networks on an engine in a process of its own and compares its answers with the CPU's.
         *
         * @throws IOException if the process or the engine in it does not start
         */
        ProbingProcess.Report probe(EngineCandidate candidate, List<ModelPackage> packages) throws IOException;
    }

    /** Makes a network ready in this process, once a trial has gone well. */
    @FunctionalInterface
    public interface Confirmation {
        /**
         * Takes an engine for a model.
         *
         * @param trial what the process said
         * @return what was found, and the engine's name
         * @throws InferenceException if it can't be used after all
         */
        Confirmed confirm(EngineCandidate candidate, ModelPackage model, String trial) throws InferenceException;
    }

    /**
     * An engine that runs a model.
     *
     * @param engine its name, as provenance records it
     * @param reason what was measured, without a full stop
     */
    public record Confirmed(String engine, String reason) {}

    /** What there is on one model; guarded by this object. */
    private static final class Board {
        private final Map<EngineKind, EngineTrial> trials = new EnumMap<>(EngineKind.class);
        private String accelerator = "";
    }

    private final List<EngineCandidate> accelerators;
    private final EnginePolicy policy;
    private final TrialProcess process;
    private final String cpu;
    private final Map<String, Board> boards = new LinkedHashMap<>();
    private final Map<String, ModelPackage> packages = new LinkedHashMap<>();
    private boolean trying = true; // nothing was even begun

    /**
     * @param accelerators what may be faster than the CPU
     * @param policy which engines may be used
     * @param process tries one of them
     * @param cpu name of the engine on the CPU
     */
    public EngineTrials(List<EngineCandidate> accelerators, EnginePolicy policy, TrialProcess process, String cpu) {
        this.accelerators = accelerators.stream()
                .sorted(Comparator.comparing(EngineCandidate::kind))
                .toList();
        this.policy = policy;
        this.process = process;
        this.cpu = cpu;
    }

    /**
     * Says of each engine whether it may be tried at all, which takes no time.
     *
     * @return whether there is one to {@link #run}
     */
    public synchronized boolean begin(List<ModelPackage> models) {
        trying = false;
        for (ModelPackage model : models) {
            packages.put(model.sha256(), model);
            Board board = boards.computeIfAbsent(model.sha256(), sha -> new Board());
            for (EngineCandidate candidate : accelerators) {
                Optional<String> reason = policy.refuses(candidate.kind()).or(candidate::absent);
                trying |= reason.isEmpty();
                put(
                        board,
                        candidate.kind(),
                        reason.isPresent() ? Outcome.REFUSED : Outcome.TRYING,
                        reason.orElse("a process of its own tries it"));
            }
            settleCpu(board);
        }
        return trying;
    }

    /** Tries the engines that {@link #begin} left, one after the other, for the models that have none better yet. Takes minutes. */
    public void run(Confirmation confirmation) {
        try {
            for (EngineCandidate candidate : accelerators) {
                List<ModelPackage> waiting = waitingFor(candidate.kind());
                if (!waiting.isEmpty()) {
                    run(candidate, waiting, confirmation);
                }
            }
        } finally {
            synchronized (this) {
                trying = false;
                boards.values().forEach(this::settleCpu);
            }
        }
    }

    private void run(EngineCandidate candidate, List<ModelPackage> waiting, Confirmation confirmation) {
        ProbingProcess.Report report;
        try {
            report = process.probe(candidate, waiting);
        } catch (IOException | RuntimeException e) {
            waiting.forEach(model -> refuse(model, candidate.kind(), String.valueOf(e.getMessage())));
            return;
        }
        for (ModelPackage model : waiting) {
            String refused = report.refused().get(model.folder());
            String found = report.fits().get(model.folder());
            if (refused != null || found == null) {
                refuse(model, candidate.kind(), refused == null ? "the trial said nothing of it" : refused);
                continue;
            }
            try {
                take(model, candidate.kind(), confirmation.confirm(candidate, model, found));
            } catch (InferenceException | RuntimeException | LinkageError e) {
                refuse(model, candidate.kind(), String.valueOf(e.getMessage()));
            }
        }
    }

    private synchronized List<ModelPackage> waitingFor(EngineKind kind) {
        List<ModelPackage> waiting = new ArrayList<>();
        boards.forEach((sha, board) -> {
            EngineTrial trial = board.trials.get(kind);
            if (board.accelerator.isEmpty() && trial != null && trial.outcome() == Outcome.TRYING) {
                waiting.add(packages.get(sha));
            }
        });
        return waiting;
    }

    private synchronized void take(ModelPackage model, EngineKind kind, Confirmed confirmed) {
        Board board = boards.get(model.sha256());
        board.accelerator = confirmed.engine();
        put(board, kind, Outcome.TAKEN, confirmed.reason());
        for (EngineCandidate other : accelerators) {
            EngineTrial trial = board.trials.get(other.kind());
            if (trial.outcome() == Outcome.TRYING) {
                put(board, other.kind(), Outcome.SPARE, kind + " is preferred");
            }
        }
        settleCpu(board);
    }

    /** The engine is not used for the model, from now on. */
    synchronized void refuse(ModelPackage model, EngineKind kind, String reason) {
        Board board = boards.get(model.sha256());
        if (board == null) {
            return;
        }
        EngineTrial before = board.trials.get(kind);
        if (before != null && before.outcome() == Outcome.TAKEN) {
            board.accelerator = "";
        }
        put(board, kind, Outcome.REFUSED, withoutStop(reason));
        settleCpu(board);
    }

    private void settleCpu(Board board) {
        Optional<String> refused = policy.refuses(EngineKind.ONNXRUNTIME_CPU);
        if (refused.isPresent()) {
            put(board, EngineKind.ONNXRUNTIME_CPU, Outcome.REFUSED, refused.get());
        } else if (!board.accelerator.isEmpty()) {
            put(board, EngineKind.ONNXRUNTIME_CPU, Outcome.SPARE, "ready to go on when the other fails");
        } else {
            boolean tried = board.trials.values().stream().anyMatch(trial -> trial.outcome() == Outcome.TRYING);
            put(
                    board,
                    EngineKind.ONNXRUNTIME_CPU,
                    Outcome.TAKEN,
                    tried ? "until the trials of the others have ended" : "no other engine can be used");
        }
    }

    private static void put(Board board, EngineKind kind, Outcome outcome, String reason) {
        board.trials.put(kind, new EngineTrial(kind, outcome, reason));
    }

    private static String withoutStop(String sentence) {
        return sentence.endsWith(".") ? sentence.substring(0, sentence.length() - 1) : sentence;
    }

    /** Whether each model has its engine, or has none for good. */
    public synchronized boolean ready() {
        return !trying || policy.refuses(EngineKind.ONNXRUNTIME_CPU).isEmpty();
    }

    /** The name of the engine that runs a model now; empty where none may. */
    public synchronized String engineOf(String sha256) {
        Board board = boards.get(sha256);
        if (board != null && !board.accelerator.isEmpty()) {
            return board.accelerator;
        }
        return policy.refuses(EngineKind.ONNXRUNTIME_CPU).isEmpty() ? cpu : "";
    }

    /** What was chosen for each model so far, and why. */
    public synchronized List<EngineChoice> choices() {
        return packages.values().stream()
                .map(model -> choice(model, boards.get(model.sha256())))
                .toList();
    }

    private EngineChoice choice(ModelPackage model, Board board) {
        return new EngineChoice(
                model.displayName(), model.sha256(), engineOf(model.sha256()), List.copyOf(board.trials.values()));
    }
}
