package org.afterimage.infer;

import ai.djl.Device;
import ai.djl.Model;
import ai.djl.engine.Engine;
import ai.djl.inference.Predictor;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.repository.zoo.ZooModel;
import ai.djl.translate.NoBatchifyTranslator;
import ai.djl.translate.TranslatorContext;
import java.io.ByteArrayInputStream;
import java.nio.FloatBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.afterimage.infer.tensorrt.BuildOptions;
import org.afterimage.infer.tensorrt.DescribesGpu;
import org.afterimage.infer.tensorrt.PlanCache;
import org.afterimage.infer.tensorrt.Precision;
import org.afterimage.model.ModelCatalogue;
import org.afterimage.model.ModelPackage;
import org.afterimage.model.PlaneShape;

/**
 * What TensorRT makes of the shipped networks on this machine's GPU: the time to build a plan and to read it back, the greatest difference from ONNX
 * Runtime on the CPU, and the time of a run with copies in single and half precision, for one image and for eight. One line of a Markdown table each;
 * what fails is a line too. Words: the models folder, then the folder for plans.
 */
public final class GpuCheck {

    private static final int[] BATCHES = {1, 8};
    private static final int WARM_UP = 5;
    private static final int RUNS = 50;
    private static final int SIDE = 512;

    private final Engine engine;
    private final PlanCache plans;
    private final OnnxRuntimeEngine cpu;

    private GpuCheck(Path plans) throws Exception {
        this.cpu = new OnnxRuntimeEngine();
        this.engine = Engine.getEngine(TensorRtEngine.ENGINE);
        this.plans = PlanCache.open(plans);
    }

    /** Runs it. */
    public static void main(String... words) throws Exception {
        GpuCheck check = new GpuCheck(Path.of(words[1]));
        System.out.println(((DescribesGpu) check.engine).gpu() + ", against " + check.cpu.name());
        System.out.println(
                "| Model | Precision | Plan built s | Plan read s | Greatest difference from the CPU | Batch 1 ms | Batch 8 ms |");
        System.out.println("|---|---|---|---|---|---|---|");
        for (ModelPackage model : ModelCatalogue.load(Path.of(words[0])).packages()) {
            for (Precision precision : Precision.values()) {
                System.out.println(check.line(model, precision));
            }
        }
    }

    private String line(ModelPackage model, Precision precision) {
        String start = "| " + model.displayName() + " | " + precision.id() + " | ";
        try {
            return start + measure(model, precision) + " |";
        } catch (Exception | LinkageError e) {
            return start + "failed: " + String.valueOf(e.getMessage()).replaceAll("\\s+", " ") + " |";
        }
    }

    private String measure(ModelPackage model, Precision precision) throws Exception {
        double built = load(model, precision, Loaded::close);
        double[] figures = new double[1 + BATCHES.length];
        double read = load(model, precision, loaded -> {
            try (loaded) {
                figures[0] = difference(model, loaded);
                for (int i = 0; i < BATCHES.length; i++) {
                    figures[i + 1] = millis(loaded, batch(model, BATCHES[i]));
                }
            }
        });
        return String.format(
                Locale.ROOT, "%.1f | %.1f | %.2g | %.2f | %.2f", built, read, figures[0], figures[1], figures[2]);
    }

    private interface Use {
        void with(Loaded loaded) throws Exception;
    }

    private double load(ModelPackage model, Precision precision, Use use) throws Exception {
        long start = System.nanoTime();
        Model djl = engine.newModel(model.manifest().id(), Device.gpu());
        djl.load(
                new ByteArrayInputStream(NetworkFile.read(model)),
                Map.of(
                        BuildOptions.OPTION,
                        BuildOptions.measuring(model, precision, BuildOptions.LARGEST_BATCH),
                        PlanCache.OPTION,
                        plans));
        double seconds = (System.nanoTime() - start) / 1e9;
        ZooModel<Map<String, Tensor>, Map<String, Tensor>> zoo = new ZooModel<>(djl, new Batches());
        use.with(new Loaded(zoo, zoo.newPredictor()));
        return seconds;
    }

    private record Loaded(
            ZooModel<Map<String, Tensor>, Map<String, Tensor>> model,
            Predictor<Map<String, Tensor>, Map<String, Tensor>> predictor)
            implements AutoCloseable {
        @Override
        public void close() {
            predictor.close();
            model.close();
        }
    }

    private double difference(ModelPackage model, Loaded loaded) throws Exception {
        try (LoadedModel reference = cpu.load(model)) {
            Map<String, Tensor> input = ProbeInput.of(model, SIDE);
            Map<String, Tensor> expected = reference.run(input);
            Map<String, Tensor> actual = loaded.predictor().predict(input);
            double greatest = 0;
            for (Map.Entry<String, Tensor> output : expected.entrySet()) {
                double difference = EngineComparison.difference(
                        output.getValue().data(), actual.get(output.getKey()).data());
                greatest = Double.isNaN(difference) ? difference : Math.max(greatest, difference);
            }
            return greatest;
        }
    }

    private static double millis(Loaded loaded, Map<String, Tensor> input) throws Exception {
        for (int i = 0; i < WARM_UP; i++) {
            loaded.predictor().predict(input);
        }
        double[] millis = new double[RUNS];
        for (int i = 0; i < RUNS; i++) {
            long start = System.nanoTime();
            loaded.predictor().predict(input);
            millis[i] = (System.nanoTime() - start) / 1e6;
        }
        Arrays.sort(millis);
        return millis[RUNS / 2];
    }

    private static Map<String, Tensor> batch(ModelPackage model, int images) {
        Map<String, Tensor> batch = new HashMap<>();
        Map<String, Tensor> one = ProbeInput.of(model, SIDE);
        model.manifest().model().inputs().forEach((name, declared) -> {
            PlaneShape shape = declared.withFree(SIDE);
            float[] image = one.get(name).data();
            float[] all = new float[image.length * images];
            for (int i = 0; i < images; i++) {
                System.arraycopy(image, 0, all, i * image.length, image.length);
            }
            batch.put(name, new Tensor(all, images, shape.channels(), shape.rows(), shape.columns()));
        });
        return batch;
    }

    /** Tensors of any batch in and out. */
    private static final class Batches implements NoBatchifyTranslator<Map<String, Tensor>, Map<String, Tensor>> {
        @Override
        public NDList processInput(TranslatorContext context, Map<String, Tensor> inputs) {
            List<NDArray> arrays = new ArrayList<>();
            inputs.forEach((name, tensor) -> {
                long[] shape = Arrays.stream(tensor.shape()).asLongStream().toArray();
                NDArray array = context.getNDManager()
                        .create(FloatBuffer.wrap(tensor.data()), new Shape(shape), DataType.FLOAT32);
                array.setName(name);
                arrays.add(array);
            });
            return new NDList(arrays);
        }

        @Override
        public Map<String, Tensor> processOutput(TranslatorContext context, NDList list) {
            Map<String, Tensor> outputs = new HashMap<>();
            for (NDArray array : list) {
                int[] shape = Arrays.stream(array.getShape().getShape())
                        .mapToInt(Math::toIntExact)
                        .toArray();
                outputs.put(array.getName(), new Tensor(array.toFloatArray(), shape));
            }
            return outputs;
        }
    }
}
