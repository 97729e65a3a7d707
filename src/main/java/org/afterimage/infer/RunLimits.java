package org.afterimage.infer;

import org.afterimage.model.ModelManifest;

/**
 * What an engine takes in one run.
 *
 * @param images the most; 1 where several gain nothing
 * @param bytes of memory that the run may need
 * @param side the most rows or columns of an image
 */
record RunLimits(int images, long bytes, int side) {

    /** Images at once on a GPU, which is busy with so many of the usual size. */
    static final int IMAGES_ON_GPU = 8;

    /**
     * One image a run. Measured on 2 cores (AMD EPYC, AVX-512) with both threads on one run, batches of 5 took for each image 0.9 to 1.2 of the
     * time of one alone with four of the five shipped networks; the fifth works on radiographs, which come alone.
     */
    static RunLimits ofCpu(long bytes) {
        return new RunLimits(1, bytes, Integer.MAX_VALUE);
    }

    /** Batches. */
    static RunLimits ofGpu(long bytes) {
        return new RunLimits(IMAGES_ON_GPU, bytes, Integer.MAX_VALUE);
    }

    /** How many images of a size go into one run of a network: as many as its memory allows, and one where even that is too much. */
    int batchOf(ModelManifest.Network network, int rows, int columns) {
        long pixels = (long) rows * columns;
        long fitting = network.memory()
                .map(memory -> bytes / (pixels * memory.bytesPerPixel()))
                .orElse((long) images);
        return (int) Math.max(1, Math.min(images, fitting));
    }

    /** How many pixels an image may have when so many of them go into one run. */
    long pixelsOf(int bytesPerPixel, int batch) {
        return bytes / bytesPerPixel / batch;
    }
}
