package org.afterimage.infer;

import ai.djl.Device;
import ai.djl.MalformedModelException;
import ai.djl.Model;
import ai.djl.engine.Engine;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import org.afterimage.infer.tensorrt.BuildOptions;
import org.afterimage.infer.tensorrt.DescribesGpu;
import org.afterimage.infer.tensorrt.GpuFacts;
import org.afterimage.infer.tensorrt.PlanCache;
import org.afterimage.infer.tensorrt.Precision;
import org.afterimage.model.ModelPackage;

/**
 * TensorRT through DJL. The DJL engine of that name is this project's own and is only there in a build with the Maven profile {@code tensorrt};
 * nothing here refers to its classes. Starting it where there is no GPU may end the process.
 */
public final class TensorRtEngine implements InferenceEngine {

    static final String ENGINE = "TensorRT";

    /** A plan has its memory from the beginning, for the largest batch of the largest images that it takes. */
    private static final RunLimits LIMITS =
            new RunLimits(BuildOptions.LARGEST_BATCH, Long.MAX_VALUE, BuildOptions.GREATEST_SIDE);

    private final Engine engine;
    private final GpuFacts gpu;
    private final PlanCache plans;
    private final Semaphore turn = new Semaphore(1, true);

    /**
     * @param plans folder of the node's own for built plans
     * @throws InferenceException if this build has no such engine, or its libraries or the GPU can't be used
     */
    public TensorRtEngine(Path plans) throws InferenceException {
        OnnxRuntimeEngine.stayOffline();
        try {
            this.engine = Engine.getEngine(ENGINE);
            this.gpu = ((DescribesGpu) engine).gpu();
            this.plans = PlanCache.open(plans);
        } catch (IOException | RuntimeException | LinkageError e) {
            throw new InferenceException("TensorRT cannot be started on this machine: " + deepest(e), e);
        }
    }

    /** Of a library that can't be loaded, the one that it lacks. */
    private static String deepest(Throwable failure) {
        Throwable cause = failure;
        while (cause.getCause() != null) {
            cause = cause.getCause();
        }
        return cause.getMessage();
    }

    @Override
    public String name() {
        return ENGINE + " " + gpu.tensorRtVersion() + " on " + gpu.gpu() + ", driver " + gpu.driver();
    }

    @Override
    public String nameFor(ModelPackage model) {
        return name() + ", " + precision(model).id();
    }

    @Override
    public double boundFor(ModelPackage model) {
        return precision(model) == Precision.FP16
                ? model.manifest().model().agreement().fp16().orElseThrow()
                : model.manifest().model().agreement().fp32();
    }

    private static Precision precision(ModelPackage model) {
        return model.manifest().model().agreement().permitsHalf() ? Precision.FP16 : Precision.FP32;
    }

    @Override
    public LoadedModel load(ModelPackage model) throws InferenceException {
        byte[] network = NetworkFile.read(model);
        Model djlModel = engine.newModel(model.manifest().id(), Device.gpu());
        try {
            BuildOptions options = BuildOptions.of(model, precision(model), BuildOptions.LARGEST_BATCH);
            djlModel.load(
                    new ByteArrayInputStream(network), Map.of(BuildOptions.OPTION, options, PlanCache.OPTION, plans));
        } catch (MalformedModelException | IOException | RuntimeException e) {
            djlModel.close();
            throw new InferenceException(
                    "TensorRT cannot load the network of " + model.displayName() + ": " + e.getMessage(), e);
        }
        LoadedModel loaded =
                new LimitedModel(new DjlLoadedModel(djlModel, model, turn, Optional.empty()), model, LIMITS);
        try {
            loaded.run(ProbeInput.of(model, BuildOptions.LEAST_SIDE));
            return loaded;
        } catch (InferenceException | RuntimeException e) {
            loaded.close();
            throw e;
        }
    }

    @Override
    public void close() {
        // The engine lives as long as the process; each model frees its own plan, context and buffers.
    }
}
