package org.afterimage.infer.tensorrt;

/** An engine that knows on which GPU it runs. */
public interface DescribesGpu {

    /**
     * The GPU.
     *
     * @throws IllegalStateException if there is none
     */
    GpuFacts gpu();
}
