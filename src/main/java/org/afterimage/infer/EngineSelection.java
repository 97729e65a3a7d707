package org.afterimage.infer;

import ai.djl.translate.TranslateException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import org.afterimage.model.ModelPackage;

/**
 * The engines of a node and the networks that they hold. A network is loaded on the CPU when it is first asked for; one for which another engine
 * proves itself moves there, and comes back when that engine fails.
 */
public final class EngineSelection implements AutoCloseable {

    private final InferenceEngine cpu;
    private final EngineTrials trials;
    private final Duration loadLimit;
    private final Map<EngineKind, InferenceEngine> started = new ConcurrentHashMap<>();
    private final Set<EngineKind> hung = ConcurrentHashMap.newKeySet();
    private final Map<String, LoadedModel> onCpu = new HashMap<>();
    private final Map<String, Accelerated> accelerated = new HashMap<>();
    private boolean closed;

    /** A network on an engine other than the CPU. */
    private record Accelerated(ModelPackage model, EngineKind kind, String engine, LoadedModel network) {}

    /** What a thread of its own has loaded and compared. */
    private record Loaded(String engine, LoadedModel network, String reason) {}

    /**
     * @param cpu the engine that every node has; closed with this
     * @param accelerators what may be faster
     * @param policy which engines may be used
     * @param process tries one of them
     * @param loadLimit after which a network that is being loaded in this process is given up
     */
    public EngineSelection(
            InferenceEngine cpu,
            List<EngineCandidate> accelerators,
            EnginePolicy policy,
            EngineTrials.TrialProcess process,
            Duration loadLimit) {
        this.cpu = cpu;
        this.trials = new EngineTrials(accelerators, policy, process, cpu.name());
        this.loadLimit = loadLimit;
    }

    /**
     * Chooses, which takes minutes where another engine is tried and no time where there is none. Networks can be had meanwhile.
     *
     * @param told of the choices, at once and again when all trials have ended
     */
    public void choose(List<ModelPackage> models, Consumer<List<EngineChoice>> told) {
        boolean more = trials.begin(models);
        told.accept(trials.choices());
        if (more) {
            trials.run(this::confirm);
            told.accept(trials.choices());
        }
    }

    /** Whether each model has its engine: false only while the one that alone may be used is being tried. */
    public boolean ready() {
        return trials.ready();
    }

    /** The engine that runs a model now, as provenance records it; empty where none may. */
    public String engineOf(String sha256) {
        return trials.engineOf(sha256);
    }

    /** What was chosen for each model, and why. */
    public List<EngineChoice> choices() {
        return trials.choices();
    }

    /**
     * A network on the engine that {@link #engineOf} named.
     *
     * @throws InferenceException if it can't be loaded, or the engine was given up since
     */
    public synchronized LoadedModel network(ModelPackage model, String engine) throws InferenceException {
        Accelerated other = accelerated.get(model.sha256());
        if (other != null && other.engine().equals(engine)) {
            return other.network();
        }
        if (!engine.equals(cpu.name())) {
            throw new InferenceException(
                    engine.isEmpty()
                            ? "No engine that node.yaml allows can run " + model.displayName()
                            : engine + " no longer runs " + model.displayName());
        }
        return reference(model);
    }

    private synchronized LoadedModel reference(ModelPackage model) throws InferenceException {
        if (closed) {
            throw new InferenceException("The node stops");
        }
        LoadedModel network = onCpu.get(model.sha256());
        if (network == null) {
            network = cpu.load(model);
            onCpu.put(model.sha256(), network);
        }
        return network;
    }

    /** Does again in this process what went well in another, with a limit: a driver that hangs must not hold up the next engine. */
    private EngineTrials.Confirmed confirm(EngineCandidate candidate, ModelPackage model, String trial)
            throws InferenceException {
        if (hung.contains(candidate.kind())) {
            throw new InferenceException("it hung with another model");
        }
        FutureTask<Loaded> loading = new FutureTask<>(() -> load(candidate, model, trial));
        Thread thread = new Thread(loading, "engine-" + candidate.kind());
        thread.setDaemon(true);
        thread.start();
        try {
            Loaded loaded = loading.get(loadLimit.toMillis(), TimeUnit.MILLISECONDS);
            keep(
                    model,
                    candidate.kind(),
                    loaded.engine(),
                    new Watched(loaded.network(), reference(model).checker(), model, candidate.kind()));
            return new EngineTrials.Confirmed(loaded.engine(), loaded.reason());
        } catch (TimeoutException e) {
            hung.add(candidate.kind());
            giveUpAll(candidate.kind());
            throw new InferenceException("it did not load the network within " + loadLimit.toSeconds() + " s", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InferenceException("the node stopped while it was tried", e);
        } catch (ExecutionException e) {
            throw new InferenceException(String.valueOf(e.getCause().getMessage()), e.getCause());
        }
    }

    private Loaded load(EngineCandidate candidate, ModelPackage model, String trial) throws InferenceException {
        InferenceEngine engine = started.get(candidate.kind());
        if (engine == null) {
            engine = candidate.start();
            started.put(candidate.kind(), engine);
        }
        LoadedModel network = engine.load(model);
        try {
            EngineComparison comparison = EngineComparison.of(model, reference(model), network, engine.boundFor(model));
            if (!comparison.agrees()) {
                throw new InferenceException(comparison.sentence() + "; a process of its own had found: " + trial);
            }
            return new Loaded(engine.nameFor(model), network, comparison.sentence());
        } catch (InferenceException | RuntimeException e) {
            network.close();
            throw e;
        }
    }

    private synchronized void keep(ModelPackage model, EngineKind kind, String engine, LoadedModel network)
            throws InferenceException {
        if (closed) {
            network.close();
            throw new InferenceException("the node stops");
        }
        accelerated.put(model.sha256(), new Accelerated(model, kind, engine, network));
    }

    /** What hangs may hold the engine's turn for good: the models that are on it already would wait for ever. */
    private void giveUpAll(EngineKind kind) {
        List<ModelPackage> models;
        synchronized (this) {
            models = accelerated.values().stream()
                    .filter(one -> one.kind() == kind)
                    .map(Accelerated::model)
                    .toList();
            models.forEach(model -> accelerated.remove(model.sha256()));
        }
        models.forEach(model -> trials.refuse(model, kind, "it hung with another model"));
    }

    /** The engine failed under a patient's images: the job is tried again, on the CPU. */
    private void giveUp(ModelPackage model, EngineKind kind, InferenceException failure) {
        synchronized (this) {
            accelerated.remove(
                    model.sha256()); // its memory goes with the engine: freeing after a device error may hang
        }
        trials.refuse(model, kind, "it failed at work: " + failure.getMessage());
    }

    /** A network whose failures are noticed. */
    private final class Watched implements LoadedModel {
        private final LoadedModel network;
        private final Optional<LoadedModel> checker;
        private final ModelPackage model;
        private final EngineKind kind;

        Watched(LoadedModel network, Optional<LoadedModel> checker, ModelPackage model, EngineKind kind) {
            this.network = network;
            this.checker = checker;
            this.model = model;
            this.kind = kind;
        }

        @Override
        public Map<String, Tensor> run(Map<String, Tensor> inputs) throws InferenceException {
            try {
                return network.run(inputs);
            } catch (InferenceException e) {
                if (e.getCause() instanceof TranslateException) { // not the input, nor the wait for the turn
                    giveUp(model, kind, e);
                }
                throw e;
            }
        }

        @Override
        public Optional<LoadedModel> checker() {
            return checker;
        }

        @Override
        public int batchOf(int rows, int columns) {
            return network.batchOf(rows, columns);
        }

        @Override
        public void close() {
            network.close(); // the checker is the CPU's, which closes it
        }
    }

    @Override
    public void close() {
        List<LoadedModel> networks = new ArrayList<>();
        synchronized (this) {
            closed = true;
            accelerated.values().forEach(one -> networks.add(one.network()));
            networks.addAll(onCpu.values());
            accelerated.clear();
            onCpu.clear();
        }
        networks.forEach(LoadedModel::close);
        started.values().forEach(InferenceEngine::close);
        cpu.close();
    }
}
