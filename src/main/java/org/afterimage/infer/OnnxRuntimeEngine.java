package org.afterimage.infer;

import ai.djl.Device;
import ai.djl.MalformedModelException;
import ai.djl.Model;
import ai.djl.engine.Engine;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.Semaphore;
import org.afterimage.model.ModelPackage;
import org.afterimage.model.PlaneShape;
import org.afterimage.model.Sha256;

/**
 * ONNX Runtime on the processor, through DJL. All threads work on one inference at a time, which is faster than several that share the
 * cores, and the order of waiting callers is kept. Sums are taken in a fixed order, so that the same input gives the same bits.
 */
public final class OnnxRuntimeEngine implements InferenceEngine {

    private static final String ENGINE = "OnnxRuntime";
    private static final int PROBE_SIZE = 64; // of free dimensions, in the run that follows loading

    private final Engine engine;
    private final OrtEnvironment environment;
    private final int threads;
    private final Semaphore turn = new Semaphore(1, true);

    /** Uses every core that the machine gives this process. */
    public OnnxRuntimeEngine() throws InferenceException {
        this(Runtime.getRuntime().availableProcessors());
    }

    /**
     * @param threads threads that work on one inference
     * @throws InferenceException if the native library of ONNX Runtime cannot be loaded
     */
    public OnnxRuntimeEngine(int threads) throws InferenceException {
        if (threads < 1) {
            throw new IllegalArgumentException("an engine needs at least one thread, not " + threads);
        }
        this.threads = threads;
        stayOffline();
        try {
            // DJL first: it makes the ONNX Runtime environment with its own thread settings, and there is one a
            // process.
            this.engine = Engine.getEngine(ENGINE);
            this.environment = OrtEnvironment.getEnvironment();
        } catch (RuntimeException | LinkageError e) {
            throw new InferenceException("ONNX Runtime cannot be started on this machine: " + e.getMessage(), e);
        }
    }

    /** DJL reports its use to its makers unless told not to before its first class is initialised; a hospital's node must not. */
    private static void stayOffline() {
        System.setProperty("ai.djl.offline", "true");
        System.setProperty("ai.djl.default_engine", ENGINE);
    }

    @Override
    public String name() {
        return ENGINE + " " + environment.getVersion() + " CPU";
    }

    @Override
    public LoadedModel load(ModelPackage model) throws InferenceException {
        byte[] network = pinned(model);
        new TensorCheck(model).check(environment, network);
        Model djlModel = open(model, network);
        LoadedModel loaded = new DjlLoadedModel(djlModel, model, turn);
        try {
            loaded.run(zeros(model)); // the first run allocates; and a network that cannot run must not meet a patient
            return loaded;
        } catch (InferenceException | RuntimeException e) {
            loaded.close();
            throw e;
        }
    }

    @Override
    public void close() {
        // ONNX Runtime's environment lives as long as the process; each model frees its own session.
    }

    private static byte[] pinned(ModelPackage model) throws InferenceException {
        byte[] network;
        try {
            network = Files.readAllBytes(model.onnx());
        } catch (IOException e) {
            throw new InferenceException(
                    "The network of " + model.displayName() + " cannot be read: " + e.getMessage(), e);
        }
        if (!Sha256.of(network).equals(model.sha256())) {
            throw new InferenceException("The file " + model.onnx() + " has changed since the catalogue was read; "
                    + model.displayName() + " is not loaded");
        }
        return network;
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

    /** DJL makes an empty temporary folder for a model that it loads from memory, and keeps it until the process ends. */
    private static void deleteEmptyFolder(Path folder) throws IOException {
        Files.deleteIfExists(folder);
    }

    private OrtSession.SessionOptions options() throws OrtException {
        OrtSession.SessionOptions options = new OrtSession.SessionOptions();
        options.setIntraOpNumThreads(threads);
        options.setInterOpNumThreads(1);
        options.setDeterministicCompute(true);
        options.addConfigEntry("session.intra_op.allow_spinning", "0"); // the node shares its cores with the database
        return options;
    }

    private static Map<String, Tensor> zeros(ModelPackage model) {
        Map<String, Tensor> zeros = new HashMap<>();
        model.manifest().model().inputs().forEach((name, declared) -> {
            PlaneShape shape = declared.withFree(PROBE_SIZE);
            float[] data = new float[shape.size()];
            zeros.put(name, new Tensor(data, 1, shape.channels(), shape.rows(), shape.columns()));
        });
        return zeros;
    }
}
