package org.afterimage.bench.hallucinations;

import java.io.IOException;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.function.BiConsumer;
import org.afterimage.infer.InferenceException;
import org.afterimage.infer.LoadedModel;
import org.afterimage.infer.Tensor;
import org.afterimage.model.ModelPackage;
import org.afterimage.synthesize.SynthesisException;
import org.afterimage.synthesize.SyntheticSeries;

/**
 * The network answers something broken, and the node makes its result of that.
 *
 * @param kind what is broken
 * @param model the package
 * @param network its network
 * @param damage breaks one plane of the first answer
 */
record BrokenAnswer(String kind, ModelPackage model, LoadedModel network, BiConsumer<float[], Random> damage)
        implements Planting {

    /** One value in a hundred thousand is no number. */
    static BrokenAnswer notNumbers(ModelPackage model, LoadedModel network) {
        return new BrokenAnswer("a few values NaN", model, network, (values, random) -> {
            for (int k = 0; k <= values.length / 100_000; k++) {
                values[random.nextInt(values.length)] = Float.NaN;
            }
        });
    }

    /** The answer is the same everywhere. */
    static BrokenAnswer constant(ModelPackage model, LoadedModel network) {
        return new BrokenAnswer(
                "network answers one value",
                model,
                network,
                (values, random) -> Arrays.fill(values, values[values.length / 2]));
    }

    @Override
    public Optional<SyntheticSeries> plant(SyntheticSeries good, SimulatedCase patient, Random random)
            throws IOException {
        try {
            return Optional.of(patient.synthesise(model, new Broken(random)));
        } catch (SynthesisException e) {
            throw new IOException(e.getMessage(), e);
        }
    }

    private final class Broken implements LoadedModel {
        private final Random random;
        private boolean done;

        Broken(Random random) {
            this.random = random;
        }

        @Override
        public Map<String, Tensor> run(Map<String, Tensor> inputs) throws InferenceException {
            Map<String, Tensor> answer = new LinkedHashMap<>(network.run(inputs));
            if (!done) {
                done = true;
                String first =
                        model.manifest().model().outputs().keySet().iterator().next();
                float[] values = answer.get(first).data().clone();
                damage.accept(values, random);
                answer.put(first, new Tensor(values, answer.get(first).shape()));
            }
            return answer;
        }

        @Override
        public Optional<LoadedModel> checker() {
            return network.checker();
        }

        @Override
        public void close() {
            // what is broken is the answer, not the network
        }
    }
}
