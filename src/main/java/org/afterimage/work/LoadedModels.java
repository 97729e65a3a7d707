package org.afterimage.work;

import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.stream.Collectors;
import org.afterimage.infer.EngineChoice;
import org.afterimage.infer.EngineSelection;
import org.afterimage.infer.InferenceException;
import org.afterimage.infer.LoadedModel;
import org.afterimage.model.ModelCatalogue;
import org.afterimage.model.ModelPackage;
import org.jboss.logging.Logger;

/** The networks in memory, each loaded when it is first asked for, and the engines that run them. */
@ApplicationScoped
public class LoadedModels {
    private static final Logger LOG = Logger.getLogger(LoadedModels.class);

    private final EngineSelection engines;
    private final ModelCatalogue catalogue;
    private Thread choosing;

    /** For the container. */
    public LoadedModels(EngineSelection engines, ModelCatalogue catalogue) {
        this.engines = engines;
        this.catalogue = catalogue;
    }

    /** Begins to choose an engine for each model, in a thread of its own: to try one may take minutes. */
    synchronized void chooseEngines() {
        choosing = new Thread(
                () -> {
                    try {
                        engines.choose(catalogue.packages(), LoadedModels::tell);
                    } catch (RuntimeException e) {
                        LOG.error(
                                "the engines could not be chosen; models run on the CPU where node.yaml allows it", e);
                    }
                },
                "engine-selection");
        choosing.setDaemon(true);
        choosing.start();
    }

    private static void tell(List<EngineChoice> choices) {
        choices.forEach(choice -> LOG.infof("engine: %s", choice.sentence()));
    }

    /** Whether jobs can be taken up: not while the engine that alone may be used is being tried. */
    boolean ready() {
        return engines.ready();
    }

    /** What was chosen for each model, and why. */
    public List<EngineChoice> choices() {
        return engines.choices();
    }

    /** The engines on which models run, with commas between; empty while the only one that may be used is being tried. */
    public String engines() {
        return choices().stream()
                .map(EngineChoice::engine)
                .filter(engine -> !engine.isEmpty())
                .distinct()
                .sorted()
                .collect(Collectors.joining(", "));
    }

    /** The name of the engine that runs a network now, as provenance records it. */
    public String engineOf(String sha256) {
        return engines.engineOf(sha256);
    }

    /**
     * The package's network, ready to run.
     *
     * @param engine that {@link #engineOf} named when the job was taken up, so that what is recorded is what runs
     */
    public LoadedModel get(ModelPackage model, String engine) throws InferenceException {
        return engines.network(model, engine);
    }

    /**
     * Loads networks ahead of the first study. One that can't be loaded is logged here, and its jobs say why again.
     */
    void warmUp(List<ModelPackage> packages) {
        for (ModelPackage model : packages) {
            String engine = engineOf(model.sha256());
            if (engine.isEmpty()) {
                continue; // the one that alone may be used is being tried
            }
            try {
                long start = System.nanoTime();
                get(model, engine);
                LOG.infof(
                        "%s is loaded on %s in %d ms",
                        model.displayName(), engine, (System.nanoTime() - start) / 1_000_000);
            } catch (InferenceException e) {
                LOG.errorf(e, "%s can't be loaded", model.displayName());
            }
        }
    }

    @PreDestroy
    synchronized void close() {
        if (choosing != null) {
            choosing.interrupt();
        }
    }
}
