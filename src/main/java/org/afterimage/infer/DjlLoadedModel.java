package org.afterimage.infer;

import ai.djl.Model;
import ai.djl.inference.Predictor;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.onnxruntime.engine.OrtNDArray;
import ai.djl.repository.zoo.ZooModel;
import ai.djl.translate.NoBatchifyTranslator;
import ai.djl.translate.TranslateException;
import ai.djl.translate.TranslatorContext;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Semaphore;
import java.util.stream.Collectors;
import org.afterimage.model.ModelPackage;
import org.afterimage.model.PlaneShape;

/** A DJL model with one predictor. A predictor scopes each run in its own manager, so that nothing native outlives the run. */
final class DjlLoadedModel implements LoadedModel {

    private final ModelPackage modelPackage;
    private final Semaphore turn;
    private final ZooModel<Map<String, Tensor>, Map<String, Tensor>> model;
    private final Predictor<Map<String, Tensor>, Map<String, Tensor>> predictor;
    private final Optional<LoadedModel> checker;
    private boolean closed;

    DjlLoadedModel(Model model, ModelPackage modelPackage, Semaphore turn, Optional<LoadedModel> checker) {
        this.checker = checker;
        this.modelPackage = modelPackage;
        this.turn = turn;
        this.model = new ZooModel<>(model, new TensorTranslator());
        this.predictor = this.model.newPredictor();
    }

    @Override
    public Map<String, Tensor> run(Map<String, Tensor> inputs) throws InferenceException {
        int images = inputs.values().stream()
                .mapToInt(input -> input.shape()[0])
                .max()
                .orElse(1);
        requireShapes("input", inputs, modelPackage.manifest().model().inputs(), new TreeSet<>(List.of(1, images)));
        Map<String, Tensor> outputs = inTurn(inputs);
        requireShapes("output", outputs, modelPackage.manifest().model().outputs(), Set.of(images));
        return outputs;
    }

    private Map<String, Tensor> inTurn(Map<String, Tensor> inputs) throws InferenceException {
        try {
            turn.acquire();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InferenceException(
                    "The inference with " + modelPackage.displayName() + " was given up while it waited", e);
        }
        try {
            if (closed) {
                throw new InferenceException(modelPackage.displayName() + " was closed");
            }
            return predictor.predict(inputs);
        } catch (TranslateException e) {
            throw new InferenceException(
                    "The network of " + modelPackage.displayName() + " failed: " + rootMessage(e), e);
        } finally {
            turn.release();
        }
    }

    @Override
    public Optional<LoadedModel> checker() {
        return checker;
    }

    @Override
    public void close() {
        checker.ifPresent(LoadedModel::close);
        turn.acquireUninterruptibly(); // freeing a session under a running inference would end the process
        try {
            if (!closed) {
                closed = true;
                predictor.close();
                model.close();
            }
        } finally {
            turn.release();
        }
    }

    private void requireShapes(
            String kind, Map<String, Tensor> tensors, Map<String, PlaneShape> declared, Set<Integer> batches)
            throws InferenceException {
        if (!tensors.keySet().equals(declared.keySet())) {
            throw new InferenceException(modelPackage.displayName() + " has the " + kind + "s " + declared.keySet()
                    + ", not " + tensors.keySet());
        }
        for (Map.Entry<String, PlaneShape> tensor : declared.entrySet()) {
            int[] shape = tensors.get(tensor.getKey()).shape();
            PlaneShape plane = tensor.getValue();
            if (!plane.fits(shape) || !batches.contains(shape[0])) {
                throw new InferenceException("The " + kind + " '" + tensor.getKey() + "' of "
                        + modelPackage.displayName() + " must have the shape " + plane + " behind a batch of "
                        + batches.stream().map(String::valueOf).collect(Collectors.joining(" or ")) + ", not "
                        + Arrays.toString(shape));
            }
        }
    }

    private static String rootMessage(Throwable e) {
        Throwable root = e;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        return root.getMessage();
    }

    /**
     * Raw arrays in and out: DJL's batching needs operations that its ONNX Runtime arrays do not have. One run at a time, so that the memory
     * outside the heap from which a network reads is the same for all: megabytes that are new for each run cost more than to fill them.
     */
    private static final class TensorTranslator
            implements NoBatchifyTranslator<Map<String, Tensor>, Map<String, Tensor>> {
        private final Map<String, FloatBuffer> read = new HashMap<>();

        @Override
        public NDList processInput(TranslatorContext context, Map<String, Tensor> inputs) {
            NDList list = new NDList(inputs.size());
            inputs.forEach((name, tensor) -> {
                NDArray array = context.getNDManager()
                        .create(outsideTheHeap(name, tensor.data()), shapeOf(tensor), DataType.FLOAT32);
                array.setName(name);
                list.add(array);
            });
            return list;
        }

        private FloatBuffer outsideTheHeap(String name, float[] data) {
            FloatBuffer known = read.get(name);
            if (known == null || known.capacity() < data.length) {
                known = ByteBuffer.allocateDirect(data.length * Float.BYTES)
                        .order(ByteOrder.nativeOrder())
                        .asFloatBuffer();
                read.put(name, known);
            }
            return known.clear().put(data).flip();
        }

        @Override
        public Map<String, Tensor> processOutput(TranslatorContext context, NDList list) {
            Map<String, Tensor> outputs = new HashMap<>();
            for (NDArray array : list) {
                int[] shape = Arrays.stream(array.getShape().getShape())
                        .mapToInt(Math::toIntExact)
                        .toArray();
                outputs.put(array.getName(), new Tensor(dataOf(array), shape));
            }
            return outputs;
        }

        private static float[] dataOf(NDArray array) {
            if (array instanceof OrtNDArray ort) {
                return ort.getTensor().getFloatBuffer().array(); // a copy on the heap already; DJL would make another
            }
            float[] data = new float[Math.toIntExact(array.size())];
            array.toByteBuffer().asFloatBuffer().get(data);
            return data;
        }

        private static Shape shapeOf(Tensor tensor) {
            return new Shape(Arrays.stream(tensor.shape()).asLongStream().toArray());
        }
    }
}
