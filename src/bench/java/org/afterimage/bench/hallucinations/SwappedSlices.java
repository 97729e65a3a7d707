package org.afterimage.bench.hallucinations;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.afterimage.synthesize.SyntheticInstance;
import org.afterimage.synthesize.SyntheticSeries;

/** Two neighbouring slices of a result trade their pixels. */
final class SwappedSlices implements Planting {

    @Override
    public String kind() {
        return "two neighbouring slices swapped";
    }

    @Override
    public Optional<SyntheticSeries> plant(SyntheticSeries good, SimulatedCase patient, Random random) {
        int count = good.instances().size();
        if (count < 2) {
            return Optional.empty();
        }
        int first = random.nextInt(count - 1);
        List<SyntheticInstance> instances = new ArrayList<>(good.instances());
        SyntheticInstance a = instances.get(first);
        SyntheticInstance b = instances.get(first + 1);
        instances.set(first, shows(a, b.stored()));
        instances.set(first + 1, shows(b, a.stored()));
        return Optional.of(OneImage.with(good, instances));
    }

    private static SyntheticInstance shows(SyntheticInstance slice, int[] stored) {
        return new SyntheticInstance(
                slice.sources(),
                slice.format(),
                slice.sourceStored(),
                stored.clone(),
                slice.padding(),
                slice.unitsKept(),
                slice.spatialLocationsPreserved(),
                slice.windows(),
                slice.evidence(),
                slice.times());
    }
}
