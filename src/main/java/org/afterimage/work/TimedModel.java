package org.afterimage.work;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.afterimage.infer.InferenceException;
import org.afterimage.infer.LoadedModel;
import org.afterimage.infer.Tensor;

/** A network that adds up how long its runs take. */
final class TimedModel implements LoadedModel {
    private final LoadedModel network;
    private final AtomicLong nanos = new AtomicLong();

    TimedModel(LoadedModel network) {
        this.network = network;
    }

    /** The time of all runs so far. */
    Duration took() {
        return Duration.ofNanos(nanos.get());
    }

    @Override
    public Map<String, Tensor> run(Map<String, Tensor> inputs) throws InferenceException {
        long start = System.nanoTime();
        try {
            return network.run(inputs);
        } finally {
            nanos.addAndGet(System.nanoTime() - start);
        }
    }

    @Override
    public Optional<LoadedModel> checker() {
        return network.checker();
    }

    @Override
    public int batchOf(int rows, int columns) {
        return network.batchOf(rows, columns);
    }

    /** The network belongs to those who loaded it. */
    @Override
    public void close() {
        // left to them
    }
}
