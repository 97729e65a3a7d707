package org.afterimage.evaluate.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.stream.DoubleStream;
import org.afterimage.evaluate.ReferenceValues;
import org.junit.jupiter.api.Test;

class StatisticsTest {
    private static final ReferenceValues REFERENCE = ReferenceValues.load();
    private static final double[] X = REFERENCE.numbers("x");
    private static final double[] Y = REFERENCE.numbers("y");

    @Test
    void concordanceAndItsIntervalAreThoseOfLinsFormulas() {
        Concordance found = Concordance.of(X, Y);
        double[] expected = REFERENCE.numbers("concordance");
        assertThat(found.coefficient()).isCloseTo(expected[0], within(1e-12));
        assertThat(found.low()).isCloseTo(expected[1], within(1e-9));
        assertThat(found.high()).isCloseTo(expected[2], within(1e-9));
        assertThat(found.pairs()).isEqualTo(24);
    }

    @Test
    void anOffsetLowersConcordanceAlthoughTheCorrelationIsOne() {
        double[] x = {1, 2, 3, 4, 5};
        double[] moved = {4, 5, 6, 7, 8};
        assertThat(Concordance.of(x, x).coefficient()).isEqualTo(1);
        assertThat(Concordance.of(x, moved).coefficient()).isCloseTo(4.0 / 13, within(1e-12));
    }

    @Test
    void twoEqualConstantsAgreeAndTwoDifferentOnesDoNot() {
        double[] twos = {2, 2, 2, 2};
        assertThat(Concordance.of(twos, twos).coefficient()).isEqualTo(1);
        assertThat(Concordance.of(twos, new double[] {3, 3, 3, 3}).coefficient())
                .isEqualTo(0);
    }

    @Test
    void theTestOfTwoSmallSamplesIsThatOfSciPy() {
        assertTest(TwoSampleTest.of(X, REFERENCE.numbers("z")), REFERENCE.numbers("ks"), 1e-9);
        assertTest(TwoSampleTest.of(X, Y), REFERENCE.numbers("ks_paired"), 1e-9);
    }

    @Test
    void theTestOfTwoLargeSamplesIsThatOfSciPy() {
        double[] many = REFERENCE.numbers("many");
        double[] shifted = REFERENCE.numbers("shifted");
        assertTest(TwoSampleTest.of(many, shifted), REFERENCE.numbers("ks_large"), 1e-6);
    }

    @Test
    void theTestOfVeryLargeSamplesIsCloseToThatOfSciPy() {
        // Both are approximations there.
        double[] many = REFERENCE.numbers("many");
        double[] twice = DoubleStream.concat(
                        Arrays.stream(many), Arrays.stream(many).map(x -> x + 0.1))
                .toArray();
        assertTest(TwoSampleTest.of(twice, twice), new double[] {0, 1}, 1e-9);
        assertTest(TwoSampleTest.of(twice, REFERENCE.numbers("larger")), REFERENCE.numbers("ks_very_large"), 0.02);
    }

    @Test
    void theFrechetDistanceIsThatOfScipysMatrixRoot() {
        double expected = REFERENCE.number("frechet");
        assertThat(FrechetDistance.between(REFERENCE.vectors("a"), REFERENCE.vectors("b")))
                .isCloseTo(expected, within(1e-9 * expected));
        assertThat(FrechetDistance.between(REFERENCE.vectors("a"), REFERENCE.vectors("a")))
                .isCloseTo(0, within(1e-9));
    }

    @Test
    void tooFewSamplesHaveNoFrechetDistance() {
        List<double[]> few = REFERENCE.vectors("a").subList(0, 4);
        assertThat(FrechetDistance.between(few, REFERENCE.vectors("b"))).isNaN();
    }

    @Test
    void aSummaryLeavesOutWhatIsNoNumber() {
        Summary summary = Summary.of(3, Double.NaN, 1, 2, 10, Double.POSITIVE_INFINITY);
        assertThat(summary.count()).isEqualTo(4);
        assertThat(summary.mean()).isEqualTo(4);
        assertThat(summary.median()).isEqualTo(2.5);
        assertThat(summary.standardDeviation()).isCloseTo(Math.sqrt(50.0 / 3), within(1e-12));
        assertThat(summary.minimum()).isEqualTo(1);
        assertThat(summary.maximum()).isEqualTo(10);
    }

    private static void assertTest(TwoSampleTest found, double[] expected, double tolerance) {
        assertThat(found.statistic()).isCloseTo(expected[0], within(1e-12));
        assertThat(found.p()).isCloseTo(expected[1], within(tolerance));
    }
}
