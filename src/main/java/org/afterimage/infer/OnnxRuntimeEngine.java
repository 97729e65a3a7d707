package org.afterimage.infer;

import ai.djl.Device;
import ai.djl.MalformedModelException;
import ai.djl.Model;
import ai.djl.engine.Engine;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.providers.OrtCUDAProviderOptions;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import org.afterimage.model.ModelPackage;

/**
 * ONNX Runtime through DJL, on the processor or on a GPU. All threads work on one inference at a time, which is faster than several that share the
 * cores, and the order of waiting callers is kept. Sums are taken in a fixed order, so that the same input gives the same bits.
 */
public final class OnnxRuntimeEngine implements InferenceEngine {

    private static final String ENGINE = "OnnxRuntime";
    private static final int PROBE_SIZE = 64; // of free dimensions, in the run that follows loading

    private final Engine engine;
    private final OrtEnvironment environment;
    private final CpuSettings settings;
    private final Processor processor;
    private final Semaphore turn = new Semaphore(1, true);

    /** Where networks run. */
    enum Processor {
        CPU,
        /** An NVIDIA GPU, by the provider of a library that was built for it. */
        CUDA
    }

    /** Uses every core that the machine gives this process. */
    public OnnxRuntimeEngine() throws InferenceException {
        this(CpuSettings.ofThisMachine());
    }

    /**
     * @param threads threads that work on one inference
     * @throws InferenceException if the native library of ONNX Runtime cannot be loaded
     */
    public OnnxRuntimeEngine(int threads) throws InferenceException {
        this(CpuSettings.ofThisMachine().withThreads(threads));
    }

    /**
     * @param settings threads and memory
     * @throws InferenceException if the native library of ONNX Runtime cannot be loaded
     */
    public OnnxRuntimeEngine(CpuSettings settings) throws InferenceException {
        this(settings, Processor.CPU);
    }

    OnnxRuntimeEngine(CpuSettings settings, Processor processor) throws InferenceException {
        this.settings = settings;
        this.processor = processor;
        stayOffline();
        try {
            // DJL first: it makes the ONNX Runtime environment with its own thread settings, and there is one a
            // process.
            this.engine = Engine.getEngine(ENGINE);
            this.environment = LastingEnvironment.get();
        } catch (RuntimeException | LinkageError e) {
            throw new InferenceException("ONNX Runtime cannot be started on this machine: " + e.getMessage(), e);
        }
    }

    /** DJL reports its use to its makers unless told not to before its first class is initialised; a hospital's node must not. */
    static void stayOffline() {
        System.setProperty("ai.djl.offline", "true");
        System.setProperty("ai.djl.default_engine", ENGINE);
    }

    @Override
    public String name() {
        return ENGINE + " " + environment.getVersion() + " " + processor;
    }

    @Override
    public LoadedModel load(ModelPackage model) throws InferenceException {
        byte[] network = NetworkFile.read(model);
        boolean batches = new TensorCheck(model).check(environment, network);
        Optional<LoadedModel> checker = checkerOf(model);
        LoadedModel loaded;
        try {
            loaded = new LimitedModel(
                    new DjlLoadedModel(open(model, network), model, turn, checker), model, limits(batches));
        } catch (InferenceException | RuntimeException e) {
            checker.ifPresent(LoadedModel::close);
            throw e;
        }
        try {
            loaded.run(ProbeInput.of(
                    model,
                    PROBE_SIZE)); // the first run allocates; and a network that cannot run must not meet a patient
            return loaded;
        } catch (InferenceException | RuntimeException e) {
            loaded.close();
            throw e;
        }
    }

    /** Only the CPU's answers are the same wherever a result is checked. */
    private Optional<LoadedModel> checkerOf(ModelPackage model) throws InferenceException {
        return processor == Processor.CPU && model.checker().isPresent()
                ? Optional.of(load(model.checker().get()))
                : Optional.empty();
    }

    @Override
    public void close() {
        // ONNX Runtime's environment lives as long as the process; each model frees its own session.
    }

    private Model open(ModelPackage model, byte[] network) throws InferenceException {
        Model djlModel = engine.newModel(model.manifest().id(), Device.cpu());
        try (OrtSession.SessionOptions options = options()) {
            djlModel.load(new ByteArrayInputStream(network), Map.of("sessionOptions", options));
            deleteEmptyFolder(djlModel.getModelPath());
            return djlModel;
        } catch (MalformedModelException | IOException | OrtException | RuntimeException e) {
            djlModel.close();
            throw new InferenceException(
                    "ONNX Runtime cannot load the network of " + model.displayName() + ": " + e.getMessage(), e);
        }
    }

    private RunLimits limits(boolean batches) {
        return processor == Processor.CUDA && batches
                ? RunLimits.ofGpu(settings.runBytes())
                : RunLimits.ofCpu(settings.runBytes());
    }

    /** DJL makes an empty temporary folder for a model that it loads from memory, and keeps it until the process ends. */
    private static void deleteEmptyFolder(Path folder) throws IOException {
        Files.deleteIfExists(folder);
    }

    /** TF32 would round to three digits what the manifest wants in single precision. */
    private static void addGpu(OrtSession.SessionOptions options) throws OrtException {
        try (OrtCUDAProviderOptions cuda = new OrtCUDAProviderOptions(0)) {
            cuda.add("use_tf32", "0");
            options.addCUDA(cuda);
        }
    }

    private OrtSession.SessionOptions options() throws OrtException {
        OrtSession.SessionOptions options = new OrtSession.SessionOptions();
        options.setIntraOpNumThreads(settings.threads());
        options.setInterOpNumThreads(1);
        options.setDeterministicCompute(true);
        options.setCPUArenaAllocator(settings.keepsMemory());
        if (processor == Processor.CUDA) {
            addGpu(options);
        }
        options.addConfigEntry("session.intra_op.allow_spinning", "0"); // the node shares its cores with the database
        return options;
    }
}
