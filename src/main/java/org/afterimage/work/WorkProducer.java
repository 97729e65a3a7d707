package org.afterimage.work;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Disposes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.time.Duration;
import org.afterimage.infer.CpuSettings;
import org.afterimage.infer.EngineSelection;
import org.afterimage.infer.InferenceEngine;
import org.afterimage.infer.InferenceException;
import org.afterimage.infer.OnnxRuntimeEngine;
import org.afterimage.model.ModelCatalogue;
import org.afterimage.node.NodeConfiguration;
import org.afterimage.node.NodeFolders;
import org.jboss.logging.Logger;

/** Gives the container the models and the engine. */
@ApplicationScoped
public class WorkProducer {
    private static final Logger LOG = Logger.getLogger(WorkProducer.class);

    /** For one network in this process, whose plan another process has built. */
    private static final Duration LOAD_LIMIT = Duration.ofMinutes(2);

    @Produces
    @Singleton
    Accelerators accelerators(NodeConfiguration configuration, NodeFolders folders) {
        return new Accelerators(configuration.node().inference(), folders.data());
    }

    @Produces
    @Singleton
    ModelCatalogue catalogue(NodeFolders folders, Accelerators accelerators) {
        ModelCatalogue catalogue = load(folders, accelerators);
        catalogue
                .refused()
                .forEach(refused -> LOG.errorf("model package %s refused: %s", refused.folder(), refused.reason()));
        catalogue.packages().forEach(model -> LOG.infof("model %s, SHA-256 %s", model.displayName(), model.sha256()));
        return catalogue;
    }

    private static ModelCatalogue load(NodeFolders folders, Accelerators accelerators) {
        try {
            return ModelCatalogue.load(folders.models(), accelerators.inspection());
        } catch (IOException e) {
            // Loading in this process checks the same, except that it would not survive a file that brings native code
            // down.
            LOG.warnf("the networks are not tried beforehand: %s", e.getMessage());
            return ModelCatalogue.load(folders.models());
        }
    }

    /** Made after the catalogue, whose inspection decides which libraries of ONNX Runtime this process loads. */
    @Produces
    @Singleton
    EngineSelection engines(Accelerators accelerators, ModelCatalogue catalogue) throws InferenceException {
        CpuSettings settings = accelerators.cpu();
        InferenceEngine cpu = new OnnxRuntimeEngine(settings);
        LOG.infof(
                "inference engine %s, %d threads, memory %s between runs, %d models",
                cpu.name(),
                settings.threads(),
                settings.keepsMemory() ? "kept" : "given back",
                catalogue.packages().size());
        return new EngineSelection(
                cpu, accelerators.candidates(), accelerators.policy(), accelerators.trials(), LOAD_LIMIT);
    }

    void close(@Disposes EngineSelection engines) {
        engines.close();
    }
}
