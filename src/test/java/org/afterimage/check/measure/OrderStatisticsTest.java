package org.afterimage.check.measure;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

class OrderStatisticsTest {

    private static final double[] PARTS = {0, 0.001, 0.25, 0.5, 0.77, 0.999, 1};

    @Test
    void itFindsWhatSortingFinds() {
        Random random = new Random(7);
        for (int count : new int[] {1, 2, 3, 50, 5000}) {
            float[] values = new float[count];
            for (int i = 0; i < count; i++) {
                values[i] = (float) (random.nextGaussian() * Math.pow(10, random.nextInt(7) - 3));
            }
            requireAsSorted(values);
        }
    }

    @Test
    void valuesThatAreAlikeAreTold() {
        requireAsSorted(new float[] {1, 1, 1, 1.0000001f, 1.0000002f, 1, 1.0000001f});
    }

    @Test
    void zerosOfBothSignsInfinitiesAndNoNumbersHaveTheirPlaces() {
        requireAsSorted(new float[] {
            0f,
            -0f,
            Float.NaN,
            Float.NEGATIVE_INFINITY,
            3,
            -3,
            Float.POSITIVE_INFINITY,
            Float.MIN_VALUE,
            -Float.MIN_VALUE
        });
    }

    @Test
    void theValuesStayAsTheyAre() {
        float[] values = {3, 1, 2};
        OrderStatistics.quantile(values, 0.5);
        assertThat(values).containsExactly(3, 1, 2);
    }

    private static void requireAsSorted(float[] values) {
        float[] sorted = values.clone();
        Arrays.sort(sorted);
        for (double part : PARTS) {
            assertThat(OrderStatistics.quantile(values, part))
                    .as("%s of %d values", part, values.length)
                    .isEqualTo(Double.valueOf(Planes.quantile(sorted, part))); // by equals: no number is itself
        }
    }
}
