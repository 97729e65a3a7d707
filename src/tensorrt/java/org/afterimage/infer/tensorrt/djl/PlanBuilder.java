package org.afterimage.infer.tensorrt.djl;

import static org.bytedeco.tensorrt.global.nvinfer.createInferBuilder;
import static org.bytedeco.tensorrt.global.nvonnxparser.createParser;

import java.util.List;
import org.afterimage.infer.tensorrt.BuildOptions;
import org.afterimage.infer.tensorrt.Precision;
import org.afterimage.infer.tensorrt.ShapeProfile;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.tensorrt.global.nvinfer.BuilderFlag;
import org.bytedeco.tensorrt.global.nvinfer.MemoryPoolType;
import org.bytedeco.tensorrt.global.nvinfer.OptProfileSelector;
import org.bytedeco.tensorrt.nvinfer.Dims4;
import org.bytedeco.tensorrt.nvinfer.IBuilder;
import org.bytedeco.tensorrt.nvinfer.IBuilderConfig;
import org.bytedeco.tensorrt.nvinfer.IHostMemory;
import org.bytedeco.tensorrt.nvinfer.INetworkDefinition;
import org.bytedeco.tensorrt.nvinfer.IOptimizationProfile;
import org.bytedeco.tensorrt.nvonnxparser.IParser;
import org.bytedeco.tensorrt.nvonnxparser.IParserError;

/**
 * Builds plans. TensorRT times many kernels for each layer on the GPU, which takes seconds to minutes. The builder's objects stay in memory until the
 * process ends: it builds a plan once, and as a rule in the process that tries the engine.
 */
final class PlanBuilder {

    private final TrtLog log;

    PlanBuilder(TrtLog log) {
        this.log = log;
    }

    /**
     * The serialized plan of a network.
     *
     * @throws IllegalStateException with TensorRT's words if it does not know an operator or finds no kernel
     */
    byte[] build(byte[] onnx, BuildOptions options) {
        log.clear();
        IBuilder builder = log.made(createInferBuilder(log), "starting TensorRT's builder");
        INetworkDefinition network = log.made(builder.createNetworkV2(0), "making a network");
        IParser parser = log.made(createParser(network, log), "starting the ONNX parser");
        try (BytePointer bytes = new BytePointer(onnx)) {
            if (!parser.parse(bytes, onnx.length)) {
                throw new IllegalStateException("TensorRT can't read the network: " + errors(parser));
            }
            IBuilderConfig config = configure(builder, options);
            IHostMemory plan = log.made(builder.buildSerializedNetwork(network, config), "building the plan");
            try {
                return bytes(plan);
            } finally {
                new CppDeleter().delete(plan);
            }
        }
    }

    private IBuilderConfig configure(IBuilder builder, BuildOptions options) {
        IBuilderConfig config = log.made(builder.createBuilderConfig(), "configuring the builder");
        config.setMemoryPoolLimit(MemoryPoolType.kWORKSPACE, options.workspaceBytes());
        config.clearFlag(BuilderFlag.kTF32);
        if (options.precision() == Precision.FP16) {
            config.setFlag(BuilderFlag.kFP16);
        }
        IOptimizationProfile profile = log.made(builder.createOptimizationProfile(), "making a shape profile");
        for (ShapeProfile.Input input : options.profile().inputs()) {
            set(profile, input.name(), OptProfileSelector.kMIN, input.least());
            set(profile, input.name(), OptProfileSelector.kOPT, input.usual());
            set(profile, input.name(), OptProfileSelector.kMAX, input.greatest());
        }
        log.check(profile.isValid(), "the shape profile");
        log.check(config.addOptimizationProfile(profile) >= 0, "adding the shape profile");
        return config;
    }

    private void set(IOptimizationProfile profile, String name, OptProfileSelector selector, List<Integer> shape) {
        try (Dims4 dimensions = new Dims4(shape.get(0), shape.get(1), shape.get(2), shape.get(3))) {
            log.check(profile.setDimensions(name, selector, dimensions), "setting the shape of " + name);
        }
    }

    private static byte[] bytes(IHostMemory plan) {
        byte[] bytes = new byte[Math.toIntExact(plan.size())];
        new BytePointer(plan.data()).capacity(bytes.length).get(bytes);
        return bytes;
    }

    private static String errors(IParser parser) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < parser.getNbErrors(); i++) {
            IParserError error = parser.getError(i);
            text.append(i == 0 ? "" : "; ")
                    .append(error.desc())
                    .append(" (")
                    .append(error.nodeOperator())
                    .append(')');
        }
        return text.isEmpty() ? "the ONNX parser gives no reason" : text.toString();
    }
}
