package org.afterimage.infer;

import java.util.Map;
import java.util.Optional;

/** A network ready to run. Safe for several threads, which wait for one another. */
public interface LoadedModel extends AutoCloseable {

    /**
     * Runs the network once.
     *
     * @param inputs every input of the manifest by name, with the manifest's shape behind a batch dimension, which is the number of images, or
     *     1 for an input that holds for all of them
     * @return every output of the manifest by name, with its shape behind the number of images
     * @throws InferenceException if an input is absent or has the wrong shape, an image does not fit the memory that a run may have, the
     *     network fails, or the thread is interrupted while it waits
     */
    Map<String, Tensor> run(Map<String, Tensor> inputs) throws InferenceException;

    /** The package's checking network, on the CPU whatever this one runs on; empty where the package has none. */
    Optional<LoadedModel> checker();

    /** How many images of so many rows and columns are best given to one run; 1 where several gain nothing. */
    default int batchOf(int rows, int columns) {
        return 1;
    }

    /** Frees the network's memory. */
    @Override
    void close();
}
