package org.afterimage.bench.hallucinations;

import java.io.IOException;
import java.util.Optional;
import java.util.Random;
import org.afterimage.synthesize.SyntheticSeries;

/** One way in which a result can be untrue. Another one is planted by adding a class or an entry to {@link Plantings}. */
interface Planting {

    /** What is planted, and how large. */
    String kind();

    /**
     * A good result with this planted in it.
     *
     * @param good the result, which stays as it is
     * @param patient the case that it was made from
     * @param random where, and all else that chance decides
     * @return empty when the case has no place for it
     */
    Optional<SyntheticSeries> plant(SyntheticSeries good, SimulatedCase patient, Random random) throws IOException;
}
