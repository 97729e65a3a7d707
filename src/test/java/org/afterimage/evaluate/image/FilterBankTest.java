package org.afterimage.evaluate.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.afterimage.evaluate.statistics.FrechetDistance;
import org.afterimage.synthesize.Plane;
import org.junit.jupiter.api.Test;

class FilterBankTest {
    private static final int SIDE = 256;

    @Test
    void aFlatTileHasItsMeanAndNoEnergy() {
        Plane flat = new Plane(new float[64 * 32], 32, 64);
        Arrays.fill(flat.data(), 500);
        List<double[]> tiles = FilterBank.describe(flat, ImageMeasuresTest.everything(flat), 1000);
        assertThat(tiles).hasSize(2).allSatisfy(tile -> {
            assertThat(tile).hasSize(FilterBank.FEATURES);
            assertThat(tile[0]).isCloseTo(0.5, within(1e-9));
            assertThat(Arrays.stream(tile).skip(2))
                    .allSatisfy(energy -> assertThat(energy).isCloseTo(-8, within(1e-3)));
        });
    }

    @Test
    void tilesThatLieOutsideForTheMostPartAreLeftOut() {
        Plane plane = new Plane(new float[64 * 32], 32, 64);
        boolean[] inside = new boolean[plane.data().length];
        for (int i = 0; i < inside.length; i++) {
            inside[i] = i % 64 < 40;
        }
        assertThat(FilterBank.describe(plane, inside, 1)).hasSize(1);
    }

    @Test
    void theDistanceGrowsWithBlurAndIsSmallForOtherNoiseOfTheSameKind() {
        Plane first = noise(1, 0.8);
        double alike = distance(first, noise(2, 0.8));
        double blurred = distance(first, noise(2, 1.2));
        double moreBlurred = distance(first, noise(2, 2));
        assertThat(alike).isLessThan(blurred / 10);
        assertThat(blurred).isLessThan(moreBlurred);
        assertThat(distance(first, first)).isCloseTo(0, within(1e-6));
    }

    private static double distance(Plane a, Plane b) {
        boolean[] all = ImageMeasuresTest.everything(a);
        return FrechetDistance.between(FilterBank.describe(a, all, 1), FilterBank.describe(b, all, 1));
    }

    private static Plane noise(long seed, double sigma) {
        Random random = new Random(seed);
        double[] white = random.doubles(SIDE * SIDE).toArray();
        double[] kernel = GaussianBlur.kernel(sigma, 8);
        double[] smooth = GaussianBlur.apply(white, SIDE, SIDE, kernel, kernel);
        float[] data = new float[smooth.length];
        for (int i = 0; i < data.length; i++) {
            data[i] = (float) smooth[i];
        }
        return new Plane(data, SIDE, SIDE);
    }
}
