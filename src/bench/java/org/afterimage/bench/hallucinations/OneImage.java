package org.afterimage.bench.hallucinations;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.afterimage.synthesize.SyntheticInstance;
import org.afterimage.synthesize.SyntheticSeries;

/**
 * Something planted in one image of a result; of a stack, in a slice that chance chooses, or the next ones when that has no place for it.
 *
 * @param kind what is planted
 * @param brush draws it
 */
record OneImage(String kind, Brush brush) implements Planting {

    /** Draws into the pixels of a result or its source. */
    @FunctionalInterface
    interface Brush {
        /** Draws, or says that there is no place for it. */
        boolean draw(Canvas canvas, SimulatedCase patient, Random random) throws IOException;
    }

    @Override
    public Optional<SyntheticSeries> plant(SyntheticSeries good, SimulatedCase patient, Random random)
            throws IOException {
        int count = good.instances().size();
        int first = random.nextInt(count);
        for (int k = 0; k < count; k++) {
            int number = (first + k) % count;
            Canvas canvas = new Canvas(good.instances().get(number));
            if (brush.draw(canvas, patient, random)) {
                List<SyntheticInstance> instances = new ArrayList<>(good.instances());
                instances.set(number, canvas.drawn());
                return Optional.of(with(good, instances));
            }
        }
        return Optional.empty();
    }

    /** A series with other instances. */
    static SyntheticSeries with(SyntheticSeries good, List<SyntheticInstance> instances) {
        return new SyntheticSeries(
                good.sources(), good.algorithm(), good.outputDescription(), good.warnings(), instances);
    }
}
