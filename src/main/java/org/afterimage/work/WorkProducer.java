package org.afterimage.work;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Disposes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.io.IOException;
import org.afterimage.infer.InferenceEngine;
import org.afterimage.infer.InferenceException;
import org.afterimage.infer.OnnxRuntimeEngine;
import org.afterimage.model.ModelCatalogue;
import org.afterimage.node.NodeFolders;
import org.jboss.logging.Logger;

/** Gives the container the models and the engine. */
@ApplicationScoped
public class WorkProducer {
    private static final Logger LOG = Logger.getLogger(WorkProducer.class);

    @Produces
    @Singleton
    ModelCatalogue catalogue(NodeFolders folders) {
        ModelCatalogue catalogue = load(folders);
        catalogue
                .refused()
                .forEach(refused -> LOG.errorf("model package %s refused: %s", refused.folder(), refused.reason()));
        catalogue.packages().forEach(model -> LOG.infof("model %s, SHA-256 %s", model.displayName(), model.sha256()));
        return catalogue;
    }

    private static ModelCatalogue load(NodeFolders folders) {
        try {
            return ModelCatalogue.load(folders.models(), NetworkTrial.inspection());
        } catch (IOException e) {
            // Loading in this process checks the same, except that it would not survive a file that brings native code
            // down.
            LOG.warnf("the networks are not tried beforehand: %s", e.getMessage());
            return ModelCatalogue.load(folders.models());
        }
    }

    @Produces
    @Singleton
    InferenceEngine engine() throws InferenceException {
        InferenceEngine engine = new OnnxRuntimeEngine();
        LOG.infof("inference engine %s", engine.name());
        return engine;
    }

    void close(@Disposes InferenceEngine engine) {
        engine.close();
    }
}
