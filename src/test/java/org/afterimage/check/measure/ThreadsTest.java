package org.afterimage.check.measure;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ForkJoinPool;
import org.afterimage.synthesize.Plane;
import org.junit.jupiter.api.Test;

/** What is measured does not depend on how many threads measure it: not in the last digit. */
class ThreadsTest {

    private static final int ROWS = 420;
    private static final int COLUMNS = 380;

    @Test
    void everyMeasureIsTheSameOnOneThreadAndOnFour() throws Exception {
        Plane source = noise(1);
        ComparedImage image = ComparedImage.of(List.of(source), noise(2), disc(), new RemovedLines());
        for (ImageMeasure measure : ImageMeasure.all()) {
            assertThat(on(4, () -> measure.of(image))).as(measure.name()).isEqualTo(on(1, () -> measure.of(image)));
        }
    }

    @Test
    void whatASeriesExplainsIsTheSameOnOneThreadAndOnFour() throws Exception {
        List<ComparedImage.Small> slices = new ArrayList<>();
        for (int slice = 0; slice < 7; slice++) {
            slices.add(
                    ComparedImage.small(List.of(noise(3 * slice), noise(3 * slice + 1)), noise(3 * slice + 2), disc()));
        }
        Callable<float[]> unexplained =
                () -> JointExplanation.of(slices).unexplained(slices.get(3)).data();
        float[] one = on(1, unexplained);
        assertThat(on(4, unexplained)).isEqualTo(one);
        assertThat(Arrays.stream(new int[] {0, ROWS / 2 * COLUMNS + COLUMNS / 2})
                        .mapToObj(i -> one[i] == 0))
                .containsExactly(true, false);
    }

    private static <T> T on(int threads, Callable<T> work) throws Exception {
        ForkJoinPool pool = new ForkJoinPool(threads);
        try {
            return pool.submit(work).get();
        } finally {
            pool.shutdown();
        }
    }

    private static Plane noise(int seed) {
        Random random = new Random(seed);
        float[] values = new float[ROWS * COLUMNS];
        for (int i = 0; i < values.length; i++) {
            values[i] = 1 + 0.3f * (float) random.nextGaussian();
        }
        return new Plane(values, ROWS, COLUMNS);
    }

    private static boolean[] disc() {
        boolean[] inside = new boolean[ROWS * COLUMNS];
        for (int i = 0; i < inside.length; i++) {
            inside[i] = Math.hypot(i / COLUMNS - ROWS / 2.0, i % COLUMNS - COLUMNS / 2.0) < 180;
        }
        return inside;
    }
}
