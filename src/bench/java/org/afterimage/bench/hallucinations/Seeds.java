package org.afterimage.bench.hallucinations;

import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * Which patients bounds are calibrated on, and which the table is of; the ranges are those of the seeds.py of each training folder, where
 * training's lie elsewhere.
 */
final class Seeds {

    private static final int VENDORS = 6;

    private static final Map<String, int[]> FIRST_AND_COUNT = Map.of(
            "chest-bone-suppression", new int[] {800_000, 24, 900_000, 24},
            "chest-style", new int[] {840_000, 4, 850_000, 4},
            "ct-kernel-sharp-to-smooth", new int[] {640_000, 6, 650_000, 12},
            "ct-kernel-smooth-to-sharp", new int[] {640_000, 24, 650_012, 24},
            "mr-flair-synthesis", new int[] {945_000, 60, 950_048, 24});

    // Untruths were planted in these too before the weights of a checking network or the bounds were final, so they
    // count for calibration since.
    private static final Map<String, int[]> SEEN =
            Map.of("ct-kernel-smooth-to-sharp", new int[] {650_000, 12}, "mr-flair-synthesis", new int[] {950_000, 48});

    private Seeds() {}

    /** The names of a set's cases; a patient of the style model is seen through every vendor. */
    static List<String> of(String model, boolean calibration) {
        int[] numbers = FIRST_AND_COUNT.get(model);
        if (numbers == null) {
            throw new IllegalArgumentException("there are no simulated patients for " + model);
        }
        int first = numbers[calibration ? 0 : 2];
        int[] seen = calibration && SEEN.containsKey(model) ? SEEN.get(model) : new int[2];
        List<String> seeds = IntStream.concat(
                        IntStream.range(first, first + numbers[calibration ? 1 : 3]),
                        IntStream.range(seen[0], seen[0] + seen[1]))
                .mapToObj(Integer::toString)
                .toList();
        return !model.equals("chest-style")
                ? seeds
                : seeds.stream()
                        .flatMap(seed -> IntStream.rangeClosed(1, VENDORS).mapToObj(vendor -> seed + "-" + vendor))
                        .toList();
    }
}
