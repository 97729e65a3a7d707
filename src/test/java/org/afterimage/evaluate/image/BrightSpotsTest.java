package org.afterimage.evaluate.image;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import org.afterimage.synthesize.Plane;
import org.junit.jupiter.api.Test;

class BrightSpotsTest {
    private static final int SIDE = 40;
    private static final double LEAST_PIXELS = 9;

    private final Plane truth = new Plane(new float[SIDE * SIDE], SIDE, SIDE);
    private final Plane output = new Plane(new float[SIDE * SIDE], SIDE, SIDE);
    private final boolean[] everywhere = new boolean[SIDE * SIDE];

    BrightSpotsTest() {
        Arrays.fill(everywhere, true);
    }

    @Test
    void eachSpotThatTheTruthDoesNotHaveIsCountedOnce() {
        square(output, 5, 5, 5, 1);
        square(output, 20, 30, 6, 1);
        square(output, 30, 5, 5, 1);
        square(truth, 30, 5, 5, 1);
        assertThat(count(0.25)).isEqualTo(2);
    }

    @Test
    void spotsThatAreFaintSmallOrElsewhereDoNotCount() {
        square(output, 5, 5, 5, 0.2f);
        square(output, 20, 30, 1, 1);
        square(output, 30, 5, 5, 1);
        for (int row = 25; row < SIDE; row++) {
            Arrays.fill(everywhere, row * SIDE, row * SIDE + 15, false);
        }
        assertThat(count(0.25)).isZero();
        assertThat(count(0.1)).isEqualTo(1);
    }

    @Test
    void darkSpotsDoNotCount() {
        square(output, 5, 5, 5, -1);
        assertThat(count(0.25)).isZero();
    }

    private int count(double excess) {
        return new BrightSpots(excess, LEAST_PIXELS).count(output, truth, everywhere);
    }

    private static void square(Plane plane, int row, int column, int side, float value) {
        for (int r = row; r < row + side; r++) {
            Arrays.fill(plane.data(), r * SIDE + column, r * SIDE + column + side, value);
        }
    }
}
