package org.afterimage.work;

import java.util.Map;
import java.util.Optional;
import org.afterimage.infer.InferenceException;
import org.afterimage.infer.LoadedModel;
import org.afterimage.infer.Tensor;

/** A network that starts no further run once its thread is interrupted: between two slices a synthesis can be ended. */
record InterruptibleModel(LoadedModel network) implements LoadedModel {
    @Override
    public Map<String, Tensor> run(Map<String, Tensor> inputs) throws InferenceException {
        if (Thread.currentThread().isInterrupted()) {
            throw new InferenceException("The synthesis was ended.");
        }
        return network.run(inputs);
    }

    @Override
    public Optional<LoadedModel> checker() {
        return network.checker().map(InterruptibleModel::new);
    }

    @Override
    public int batchOf(int rows, int columns) {
        return network.batchOf(rows, columns);
    }

    /** The network belongs to those who loaded it. */
    @Override
    public void close() {
        // left to LoadedModels
    }
}
