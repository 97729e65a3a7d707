package org.afterimage.synthesize;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ResamplerTest {

    interface Surface {
        double at(double row, double column);
    }

    @Test
    void anAreaAverageByAWholeFactorIsTheMeanOfEachBlock() {
        Plane small = Resampler.areaAverage(new Plane(new float[] {1, 2, 3, 4, 5, 6, 7, 8}, 2, 4), 1, 2);
        assertThat(small.data()).containsExactly((1 + 2 + 5 + 6) / 4f, (3 + 4 + 7 + 8) / 4f);
    }

    @Test
    void anAreaAverageByABrokenFactorTakesPixelsInPart() {
        Plane small = Resampler.areaAverage(new Plane(new float[] {3, 6, 12}, 1, 3), 1, 2);
        assertThat(small.data()[0]).isCloseTo((3 + 0.5f * 6) / 1.5f, within(1e-6f));
        assertThat(small.data()[1]).isCloseTo((0.5f * 6 + 12) / 1.5f, within(1e-6f));
    }

    @ParameterizedTest
    @CsvSource({"512,409", "333,97", "512,512"})
    void anAreaAverageKeepsTheMean(int rows, int columns) {
        Plane plane = noise(701, 563);
        assertThat(mean(Resampler.areaAverage(plane, rows, columns))).isCloseTo(mean(plane), within(1e-6));
    }

    @Test
    void anAreaAverageOfATiltedPlaneByWholeFactorsIsThatPlane() {
        Surface tilted = (row, column) -> 0.3 * row - 0.2 * column + 5;
        assertSame(Resampler.areaAverage(sampled(tilted, 90, 120), 45, 40), tilted, 90, 120, 0, 1e-4);
    }

    @Test
    void straightLinesReproduceATiltedPlaneInside() {
        Surface tilted = (row, column) -> 0.3 * row - 0.2 * column + 5;
        assertSame(Resampler.bilinear(sampled(tilted, 20, 30), 75, 111), tilted, 20, 30, 1, 1e-5);
    }

    @Test
    void cubicConvolutionReproducesAParabolaInside() {
        Surface parabola = (row, column) -> 0.05 * row * row - 0.03 * row * column + 0.02 * column * column - row + 4;
        assertSame(Resampler.bicubic(sampled(parabola, 20, 30), 75, 111), parabola, 20, 30, 2, 1e-4);
    }

    @Test
    void straightLinesDoNotReproduceAParabola() { // so that the test above could fail
        Surface parabola = (row, column) -> row * row;
        Plane large = Resampler.bilinear(sampled(parabola, 20, 20), 60, 60);
        double row = (30 + 0.5) * 20 / 60 - 0.5;
        assertThat(Math.abs(large.at(30, 30) - row * row)).isGreaterThan(0.1);
    }

    @Test
    void theSameMatrixGivesTheSameValues() {
        Plane plane = noise(37, 41);
        assertThat(Resampler.areaAverage(plane, 37, 41).data()).containsExactly(plane.data());
        assertThat(Resampler.bilinear(plane, 37, 41).data()).containsExactly(plane.data());
        assertThat(Resampler.bicubic(plane, 37, 41).data()).containsExactly(plane.data());
    }

    @Test
    void aFlatPlaneStaysFlatUpToItsEdges() {
        Plane flat = Plane.filled(13, 9, 0.7f);
        for (Plane result : new Plane[] {
            Resampler.areaAverage(flat, 5, 4), Resampler.bilinear(flat, 40, 31), Resampler.bicubic(flat, 40, 31)
        }) {
            for (float value : result.data()) {
                assertThat(value).isCloseTo(0.7f, within(1e-6f));
            }
        }
    }

    /** Compares with the surface at the centres of the new pixels, leaving out a margin of old pixels. */
    private static void assertSame(
            Plane result, Surface surface, int oldRows, int oldColumns, int margin, double tolerance) {
        int compared = 0;
        for (int row = 0; row < result.rows(); row++) {
            for (int column = 0; column < result.columns(); column++) {
                double y = (row + 0.5) * oldRows / result.rows() - 0.5;
                double x = (column + 0.5) * oldColumns / result.columns() - 0.5;
                if (y >= margin && x >= margin && y <= oldRows - 1 - margin && x <= oldColumns - 1 - margin) {
                    assertThat((double) result.at(row, column)).isCloseTo(surface.at(y, x), within(tolerance));
                    compared++;
                }
            }
        }
        assertThat(compared).isGreaterThan(result.data().length / 2);
    }

    private static Plane sampled(Surface surface, int rows, int columns) {
        Plane plane = Plane.filled(rows, columns, 0);
        for (int i = 0; i < plane.data().length; i++) {
            plane.data()[i] = (float) surface.at(Math.floorDiv(i, columns), i % columns);
        }
        return plane;
    }

    private static Plane noise(int rows, int columns) {
        Random random = new Random(7);
        Plane plane = Plane.filled(rows, columns, 0);
        for (int i = 0; i < plane.data().length; i++) {
            plane.data()[i] = random.nextFloat();
        }
        return plane;
    }

    private static double mean(Plane plane) {
        double sum = 0;
        for (float value : plane.data()) {
            sum += value;
        }
        return sum / plane.data().length;
    }
}
