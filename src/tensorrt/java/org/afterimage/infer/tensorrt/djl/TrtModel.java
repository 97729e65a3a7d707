package org.afterimage.infer.tensorrt.djl;

import ai.djl.BaseModel;
import ai.djl.MalformedModelException;
import ai.djl.ndarray.types.DataType;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.afterimage.infer.tensorrt.BuildOptions;
import org.afterimage.infer.tensorrt.PlanCache;
import org.afterimage.model.Sha256;

/** An ONNX network whose plan is taken from the cache or built. */
final class TrtModel extends BaseModel {

    private final TrtEngine engine;

    TrtModel(String name, TrtNDManager manager, TrtEngine engine) {
        super(name);
        this.manager = manager;
        this.engine = engine;
        this.dataType = DataType.FLOAT32;
        manager.setName("tensorrt-model");
    }

    @Override
    public void load(Path file, String prefix, Map<String, ?> options) throws IOException, MalformedModelException {
        try (InputStream in = Files.newInputStream(file)) {
            load(in, options);
        }
    }

    /**
     * Loads a network.
     *
     * @param options {@link BuildOptions#OPTION} and {@link PlanCache#OPTION}, both required
     * @throws MalformedModelException if the network is not the one of the options, or TensorRT can't build it
     */
    @Override
    public void load(InputStream in, Map<String, ?> options) throws IOException, MalformedModelException {
        if (block != null) {
            throw new IllegalStateException("a model is loaded once");
        }
        if (options == null
                || !(options.get(BuildOptions.OPTION) instanceof BuildOptions build)
                || !(options.get(PlanCache.OPTION) instanceof PlanCache plans)) {
            throw new IllegalArgumentException(
                    "loading on TensorRT needs the options " + BuildOptions.OPTION + " and " + PlanCache.OPTION);
        }
        byte[] onnx = in.readAllBytes();
        if (!Sha256.of(onnx).equals(build.onnxSha256())) {
            throw new MalformedModelException("the network is not the one that the options are for");
        }
        TrtRuntime runtime = engine.runtime();
        TrtSession session = plans.get(
                build.key(engine.gpu()),
                () -> new PlanBuilder(runtime.log()).build(onnx, build),
                plan -> runtime.open(plan, build.profile()));
        block = new TrtSymbolBlock(session, (TrtNDManager) manager);
        wasLoaded = true;
    }
}
