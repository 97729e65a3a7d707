package org.afterimage.infer;

import ai.djl.translate.TranslateException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.afterimage.model.ModelPackage;

/**
 * In the place of an engine on a GPU: ONNX Runtime on the CPU with one fault of a driver or a library.
 *
 * @param kind as which it is tried
 * @param fault what goes wrong
 * @param broken whether {@link Fault#BREAKS_AT_WORK} has set in
 */
record FaultyCandidate(EngineKind kind, Fault fault, AtomicBoolean broken) implements EngineCandidate {

    enum Fault {
        NONE,
        ABSENT,
        DOES_NOT_START,
        LACKS_A_LIBRARY,
        ENDS_THE_PROCESS,
        HANGS,
        HANGS_WITH_THE_SECOND,
        DOES_NOT_LOAD,
        DIFFERS,
        GIVES_NO_NUMBERS,
        BREAKS_AT_WORK
    }

    FaultyCandidate(EngineKind kind, Fault fault) {
        this(kind, fault, new AtomicBoolean());
    }

    @Override
    public Optional<String> absent() {
        return fault == Fault.ABSENT ? Optional.of("there is no such device") : Optional.empty();
    }

    @Override
    public InferenceEngine start() throws InferenceException {
        switch (fault) {
            case DOES_NOT_START -> throw new InferenceException("the driver is too old");
            case LACKS_A_LIBRARY -> throw new UnsatisfiedLinkError("libcuda.so.1: cannot open shared object file");
            case ENDS_THE_PROCESS -> Runtime.getRuntime().halt(134);
            case HANGS -> sleep();
            default -> {}
        }
        return new Faulty(new OnnxRuntimeEngine(1));
    }

    private static void sleep() throws InferenceException {
        try {
            Thread.sleep(600_000);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InferenceException("interrupted", e);
        }
    }

    private final class Faulty implements InferenceEngine {
        private final InferenceEngine engine;
        private boolean loaded;

        Faulty(InferenceEngine engine) {
            this.engine = engine;
        }

        @Override
        public String name() {
            return kind + " with " + fault;
        }

        @Override
        public LoadedModel load(ModelPackage model) throws InferenceException {
            if (fault == Fault.DOES_NOT_LOAD) {
                throw new InferenceException("an operator is not known");
            }
            if (fault == Fault.HANGS_WITH_THE_SECOND && loaded) {
                sleep();
            }
            loaded = true;
            LoadedModel network = engine.load(model);
            return new LoadedModel() {
                @Override
                public Map<String, Tensor> run(Map<String, Tensor> inputs) throws InferenceException {
                    if (broken.get()) {
                        throw new InferenceException("CUDA error 700", new TranslateException("CUDA error 700"));
                    }
                    return spoiled(network.run(inputs));
                }

                @Override
                public Optional<LoadedModel> checker() {
                    return network.checker();
                }

                @Override
                public void close() {
                    network.close();
                }
            };
        }

        private Map<String, Tensor> spoiled(Map<String, Tensor> outputs) {
            Map<String, Tensor> spoiled = new HashMap<>();
            outputs.forEach((name, tensor) -> {
                float[] data = tensor.data().clone();
                if (fault == Fault.DIFFERS) {
                    data[data.length / 2] += 0.01f;
                } else if (fault == Fault.GIVES_NO_NUMBERS) {
                    Arrays.fill(data, Float.NaN);
                }
                spoiled.put(name, new Tensor(data, tensor.shape()));
            });
            return spoiled;
        }

        @Override
        public void close() {
            engine.close();
        }
    }
}
