package org.afterimage.infer;

import java.util.Map;
import java.util.Optional;

/** A network ready to run. Safe for several threads, which wait for one another. */
public interface LoadedModel extends AutoCloseable {

    /**
     * Runs the network once.
     *
     * @param inputs every input of the manifest by name, with the manifest's shape behind a batch dimension of 1
     * @return every output of the manifest by name, likewise
     * @throws InferenceException if an input is absent or has the wrong shape, the network fails, or the thread is interrupted
     *     while it waits
     */
    Map<String, Tensor> run(Map<String, Tensor> inputs) throws InferenceException;

    /** The package's checking network, on the CPU whatever this one runs on; empty where the package has none. */
    Optional<LoadedModel> checker();

    /** Frees the network's memory. */
    @Override
    void close();
}
