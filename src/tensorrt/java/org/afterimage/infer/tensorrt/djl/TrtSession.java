package org.afterimage.infer.tensorrt.djl;

import ai.djl.ndarray.types.Shape;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.afterimage.infer.tensorrt.ShapeProfile;
import org.bytedeco.cuda.cudart.CUstream_st;
import org.bytedeco.tensorrt.global.nvinfer.DataType;
import org.bytedeco.tensorrt.global.nvinfer.TensorIOMode;
import org.bytedeco.tensorrt.nvinfer.Dims4;
import org.bytedeco.tensorrt.nvinfer.Dims64;
import org.bytedeco.tensorrt.nvinfer.ICudaEngine;
import org.bytedeco.tensorrt.nvinfer.IExecutionContext;

/** A plan that is ready to run, with its context, its stream and the memory of its tensors. One run at a time. */
final class TrtSession implements AutoCloseable {

    /**
     * An input tensor.
     *
     * @param name of the tensor
     * @param values row-major
     * @param shape batch first
     */
    record Input(String name, FloatBuffer values, Shape shape) {}

    /**
     * An output tensor.
     *
     * @param name of the tensor
     * @param values row-major
     * @param shape batch first
     */
    record Output(String name, FloatBuffer values, Shape shape) {}

    private final ICudaEngine engine;
    private final IExecutionContext context;
    private final ShapeProfile profile;
    private final TrtLog log;
    private final CppDeleter deleter;
    private final CUstream_st stream;
    private final Map<String, TransferBuffer> inputs = new LinkedHashMap<>();
    private final Map<String, TransferBuffer> outputs = new LinkedHashMap<>();
    private boolean closed;

    /** Takes the engine over: it is freed with this. */
    TrtSession(ICudaEngine engine, ShapeProfile profile, TrtLog log, CppDeleter deleter) {
        this.engine = engine;
        this.profile = profile;
        this.log = log;
        this.deleter = deleter;
        for (int i = 0; i < engine.getNbIOTensors(); i++) {
            String name = engine.getIOTensorName(i);
            if (engine.getTensorDataType(name).intern() != DataType.kFLOAT) {
                throw new IllegalStateException("the tensor " + name + " is not float32");
            }
            boolean input = engine.getTensorIOMode(name).intern() == TensorIOMode.kINPUT;
            (input ? inputs : outputs).put(name, new TransferBuffer());
        }
        this.context = log.made(engine.createExecutionContext(), "making an execution context");
        this.stream = Cuda.newStream();
    }

    List<String> inputNames() {
        return List.copyOf(inputs.keySet());
    }

    /**
     * Runs the plan once.
     *
     * @throws IllegalArgumentException if an input is missing or has a shape for which the plan was not built
     * @throws IllegalStateException if CUDA or TensorRT fails
     */
    synchronized List<Output> run(List<Input> given) {
        if (closed) {
            throw new IllegalStateException("the plan was closed");
        }
        if (given.size() != inputs.size()) {
            throw new IllegalArgumentException("the network has the inputs " + inputs.keySet());
        }
        log.clear();
        given.forEach(this::bind);
        Map<String, long[]> shapes = new LinkedHashMap<>();
        outputs.keySet().forEach(name -> shapes.put(name, bindOutput(name)));
        log.check(context.enqueueV3(stream), "running the plan");
        shapes.forEach((name, shape) -> outputs.get(name).download(size(shape), stream));
        Cuda.await(stream);
        List<Output> answers = new ArrayList<>();
        shapes.forEach((name, shape) ->
                answers.add(new Output(name, outputs.get(name).read(Math.toIntExact(size(shape))), new Shape(shape))));
        return answers;
    }

    private void bind(Input input) {
        TransferBuffer buffer = inputs.get(input.name());
        int[] shape = Arrays.stream(input.shape().getShape())
                .mapToInt(Math::toIntExact)
                .toArray();
        profile.require(input.name(), shape);
        try (Dims4 dimensions = new Dims4(shape[0], shape[1], shape[2], shape[3])) {
            log.check(context.setInputShape(input.name(), dimensions), "setting the shape of " + input.name());
        }
        buffer.require(input.values().remaining());
        buffer.upload(input.values(), stream);
        log.check(context.setTensorAddress(input.name(), buffer.device()), "binding " + input.name());
    }

    private long[] bindOutput(String name) {
        long[] shape = shape(context.getTensorShape(name));
        TransferBuffer buffer = outputs.get(name);
        buffer.require(size(shape));
        log.check(context.setTensorAddress(name, buffer.device()), "binding " + name);
        return shape;
    }

    private static long[] shape(Dims64 dimensions) {
        long[] shape = new long[Math.max(0, dimensions.nbDims())];
        for (int i = 0; i < shape.length; i++) {
            shape[i] = dimensions.d(i);
        }
        return shape;
    }

    private static long size(long... shape) {
        long size = 1;
        for (long dimension : shape) {
            if (dimension < 1) {
                throw new IllegalStateException("TensorRT gives an output the shape " + Arrays.toString(shape));
            }
            size = Math.multiplyExact(size, dimension);
        }
        return size;
    }

    @Override
    public synchronized void close() {
        if (closed) {
            return;
        }
        closed = true;
        Cuda.await(stream);
        inputs.values().forEach(TransferBuffer::close);
        outputs.values().forEach(TransferBuffer::close);
        deleter.delete(context);
        deleter.delete(engine);
        Cuda.destroy(stream);
    }
}
