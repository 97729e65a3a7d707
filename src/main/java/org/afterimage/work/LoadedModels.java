package org.afterimage.work;

import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.afterimage.infer.InferenceEngine;
import org.afterimage.infer.InferenceException;
import org.afterimage.infer.LoadedModel;
import org.afterimage.model.ModelPackage;
import org.jboss.logging.Logger;

/** The networks in memory, each loaded when it is first asked for. */
@ApplicationScoped
public class LoadedModels {
    private static final Logger LOG = Logger.getLogger(LoadedModels.class);

    private final InferenceEngine engine;
    private final Map<String, LoadedModel> loaded = new HashMap<>();

    /** For the container. */
    public LoadedModels(InferenceEngine engine) {
        this.engine = engine;
    }

    /** The engine's name, as provenance records it. */
    public String engineName() {
        return engine.name();
    }

    /** The package's network, ready to run. */
    public synchronized LoadedModel get(ModelPackage model) throws InferenceException {
        LoadedModel network = loaded.get(model.sha256());
        if (network == null) {
            network = engine.load(model);
            loaded.put(model.sha256(), network);
        }
        return network;
    }

    /**
     * Loads networks ahead of the first study. One that can't be loaded is logged here, and its jobs say why again.
     */
    void warmUp(List<ModelPackage> packages) {
        for (ModelPackage model : packages) {
            try {
                long start = System.nanoTime();
                get(model);
                LOG.infof(
                        "%s is loaded on %s in %d ms",
                        model.displayName(), engineName(), (System.nanoTime() - start) / 1_000_000);
            } catch (InferenceException e) {
                LOG.errorf(e, "%s can't be loaded", model.displayName());
            }
        }
    }

    @PreDestroy
    synchronized void close() {
        loaded.values().forEach(LoadedModel::close);
        loaded.clear();
    }
}
