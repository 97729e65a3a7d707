package org.afterimage.infer.tensorrt.djl;

import ai.djl.Device;
import ai.djl.Model;
import ai.djl.engine.Engine;
import ai.djl.engine.StandardCapabilities;
import ai.djl.ndarray.NDManager;
import org.afterimage.infer.tensorrt.DescribesGpu;
import org.afterimage.infer.tensorrt.GpuFacts;

/** The engine: one a process, on the first GPU. */
final class TrtEngine extends Engine implements DescribesGpu {

    static final String NAME = "TensorRT";

    /** Behind ONNX Runtime (10), which stays DJL's default. */
    static final int RANK = 20;

    private final GpuFacts gpu;
    private final TrtRuntime runtime;

    /**
     * Loads the libraries.
     *
     * @throws IllegalStateException if there is no GPU, or no driver for it
     * @throws LinkageError if a library is missing
     */
    TrtEngine() {
        Cuda.requireDevice();
        this.runtime = new TrtRuntime();
        this.gpu = new GpuFacts(runtime.version(), Cuda.deviceName(), Cuda.computeCapability(), Cuda.driver());
    }

    TrtRuntime runtime() {
        return runtime;
    }

    @Override
    public GpuFacts gpu() {
        return gpu;
    }

    @Override
    public Engine getAlternativeEngine() {
        return null; // DJL's word for none
    }

    @Override
    public String getEngineName() {
        return NAME;
    }

    @Override
    public int getRank() {
        return RANK;
    }

    @Override
    public String getVersion() {
        return gpu.tensorRtVersion();
    }

    @Override
    public boolean hasCapability(String capability) {
        return StandardCapabilities.CUDA.equals(capability);
    }

    @Override
    public Device defaultDevice() {
        return Device.gpu();
    }

    @Override
    public Model newModel(String name, Device device) {
        return new TrtModel(name, (TrtNDManager) newBaseManager(device), this);
    }

    @Override
    public NDManager newBaseManager() {
        return newBaseManager(null);
    }

    @Override
    public NDManager newBaseManager(Device device) {
        return TrtNDManager.system().newSubManager(device);
    }
}
