package org.afterimage.check.measure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.function.DoubleUnaryOperator;
import org.afterimage.check.measure.ComparedImage.Explanation;
import org.afterimage.model.ComparisonBounds;
import org.afterimage.synthesize.Plane;
import org.junit.jupiter.api.Test;

/** Each measure tells a good result from one that has what it looks for. */
class ImageMeasuresTest {

    private static final int SIDE = 256;
    private static final Plane SOURCE = source();

    private interface Change {
        double at(int row, int column, double value);
    }

    @Test
    void theSourceItselfIsPerfectByEveryMeasure() {
        ComparedImage same = compared(SOURCE, new FilterExplanation());
        assertThat(measure("histogramDrift", same)).isZero();
        assertThat(measure("edgeCorrelation", same)).isCloseTo(1, within(1e-9));
        assertThat(measure("ringCorrelation", same)).isCloseTo(1, within(1e-9));
        assertThat(measure("shift", same)).isCloseTo(0, within(1e-6));
        assertThat(measure("lattice", same)).isZero();
        assertThat(measure("leastGrain", same)).isEqualTo(1);
        assertThat(measure("inventedSpot", same)).isLessThan(1e-3);
        assertThat(measure("lostMass", same)).isLessThan(1e-3);
    }

    @Test
    void manifestsKnowEveryMeasureAndOnWhichSideItIsSuspect() {
        assertThat(ImageMeasure.all())
                .extracting(ImageMeasure::name)
                .containsExactlyInAnyOrderElementsOf(ComparisonBounds.MEASURES);
        assertThat(ImageMeasure.all())
                .filteredOn(each -> each.suspect() == ImageMeasure.Suspect.BELOW)
                .extracting(ImageMeasure::name)
                .containsExactlyInAnyOrderElementsOf(ComparisonBounds.SUSPECT_BELOW);
    }

    @Test
    void aConstantResultHasNoStructureLeft() {
        ComparedImage flat = compared(changed((row, column, value) -> 5), new FilterExplanation());
        assertThat(measure("ringCorrelation", flat)).isZero();
        assertThat(measure("edgeCorrelation", flat)).isZero();
        assertThat(measure("leastGrain", flat)).isZero();
        assertThat(measure("histogramDrift", flat)).isGreaterThan(1);
    }

    @Test
    void wherePatchesAndEdgesAreNotTheSourcesIsTold() {
        Random random = new Random(8);
        ComparedImage image = compared(
                changed((row, column, value) ->
                        row >= 160 && row < 224 && column >= 32 && column < 96 ? 20 * random.nextDouble() : value),
                new FilterExplanation());
        for (String measure : List.of("ringCorrelation", "edgeCorrelation")) {
            Place found = place(measure, image);
            assertThat(found.row()).as(measure).isBetween(155.0, 229.0);
            assertThat(found.column()).as(measure).isBetween(27.0, 101.0);
        }
    }

    @Test
    void aMovedResultIsAsFarAwayAsItWasMoved() {
        for (int moved : new int[] {1, 3, 7}) {
            Plane result = changed(
                    (row, column, value) -> SOURCE.at(Math.min(SIDE - 1, row + moved), Math.max(0, column - moved)));
            assertThat(measure("shift", compared(result, new FilterExplanation())))
                    .isCloseTo(Math.hypot(moved, moved), within(0.2));
        }
    }

    @Test
    void aGridOfEveryPeriodIsFoundFarBelowTheGrainOfTheImage() {
        for (int field : new int[] {1, 2, 4}) {
            Plane grid =
                    changed((row, column, value) -> value + ((row / field + column / field) % 2 == 0 ? 0.3 : -0.3));
            assertThat(measure("lattice", compared(grid, new FilterExplanation())))
                    .as("fields of %s pixels", field)
                    .isGreaterThan(4 * measure("lattice", compared(noisy(0.3), new FilterExplanation())));
        }
    }

    @Test
    void aRoundSpotIsExplainedByNoFilterNoCurveAndNoTable() {
        Plane filtered = changed((row, column, value) -> 2 * value);
        for (Explanation explanation : List.of(new FilterExplanation(), new CurveExplanation())) {
            for (double sign : new double[] {1, -1}) {
                Plane spotted = spot(filtered, 120, 100, 3, sign * 6);
                ComparedImage image = compared(spotted, explanation);
                String found = sign > 0 ? "inventedSpot" : "lostSpot";
                assertThat(measure(found, image))
                        .as("%s by %s", found, explanation)
                        .isGreaterThan(2)
                        .isGreaterThan(5 * measure(found, compared(filtered, explanation)));
            }
        }
    }

    @Test
    void aResultWithoutEdgesLiesNowhere() {
        ComparedImage image = compared(changed((row, column, value) -> 7), new FilterExplanation());
        ImageMeasure shift = ImageMeasure.all().stream()
                .filter(measure -> measure.name().equals("shift"))
                .findFirst()
                .orElseThrow();
        assertThat(shift.of(image)).isEmpty();
    }

    @Test
    void aToneCurveIsNoFinding() {
        DoubleUnaryOperator curve = value -> 30 * Math.tanh(value / 40);
        ComparedImage image =
                compared(changed((row, column, value) -> curve.applyAsDouble(value)), new CurveExplanation());
        assertThat(measure("inventedSpot", image)).isLessThan(0.3);
        assertThat(measure("lostMass", image)).isLessThan(0.3);
    }

    @Test
    void whatTwoSourcesSayElsewhereExplainsAResultAndALesionOfNeitherIsFound() {
        Plane other = changed((row, column, value) -> column % 40 < 20 ? 1 : 2);
        Plane scaled = changed((row, column, value) -> value / 40 + 1);
        Plane mixed = changed((row, column, value) -> 0.5 * scaled.at(row, column) + 0.2 * other.at(row, column));
        double before = measure("inventedMass", joint(scaled, other, mixed));
        double after = measure("inventedMass", joint(scaled, other, spot(mixed, 130, 130, 8, 0.5)));
        assertThat(after).isGreaterThan(0.25).isGreaterThan(3 * before);
    }

    @Test
    void longLinesMayBeTakenAwayAndARoundSpotMayNot() {
        Plane ribless = changed((row, column, value) -> value - (Math.floorMod(row - column / 4, 40) < 8 ? 5 : 0));
        double lines = measure("lostMass", compared(ribless, new RemovedLines()));
        double spot = measure("lostMass", compared(spot(ribless, 128, 128, 9, -5), new RemovedLines()));
        assertThat(spot).isGreaterThan(2).isGreaterThan(3 * lines);
        assertThat(measure("brightened", compared(ribless, new RemovedLines()))).isLessThanOrEqualTo(0);
        assertThat(measure("brightened", compared(spot(ribless, 128, 128, 9, 12), new RemovedLines())))
                .isGreaterThan(5);
    }

    @Test
    void grainThatIsSmoothedAwayOrSharpenedShowsInItsRatio() {
        assertThat(measure("mostGrain", compared(noisy(3), new FilterExplanation())))
                .isGreaterThan(1.5);
        Plane smooth = changed((row, column, value) -> Math.round(value / 20) * 20);
        assertThat(measure("leastGrain", compared(smooth, new FilterExplanation())))
                .isLessThan(0.5);
    }

    @Test
    void aLargeImageIsJudgedOnASmallerMatrix() {
        float[] values = new float[1300 * 700];
        for (int i = 0; i < values.length; i++) {
            values[i] = i;
        }
        Plane large = new Plane(values, 1300, 700);
        boolean[] inside = new boolean[values.length];
        Arrays.fill(inside, true);
        ComparedImage.Small small = ComparedImage.small(List.of(large), large, inside);
        assertThat(small.factor()).isEqualTo(3);
        assertThat(small.output().rows()).isEqualTo(433);
        assertThat(small.output().at(0, 0)).isCloseTo(701.0f, within(0.01f));
    }

    @Test
    void whatWasPutInOrLostIsFoundWhereItLies() {
        for (int sign : new int[] {1, -1}) {
            ComparedImage image = compared(spot(SOURCE, 90, 140, 3, sign * 2), new FilterExplanation());
            Place found = place(sign > 0 ? "inventedSpot" : "lostSpot", image);
            assertThat(found.row()).isCloseTo(90, within(3.0));
            assertThat(found.column()).isCloseTo(140, within(3.0));
            assertThat(found.radius()).isBetween(1.0, 8.0);
        }
        Place brightened = place("brightened", compared(spot(SOURCE, 60, 200, 3, 2), new FilterExplanation()));
        assertThat(brightened.row()).isCloseTo(60, within(3.0));
        assertThat(brightened.column()).isCloseTo(200, within(3.0));
    }

    @Test
    void aPlaceOnTheSmallMatrixIsToldInPixelsOfTheImage() {
        // Pixel 10 of the small matrix covers pixels 40 to 43; a reach of 1 covers pixels 36 to 47.
        assertThat(Place.of(10, 20, 1, 4)).isEqualTo(new Place(81.5, 41.5, 6));
        assertThat(Place.of(10, 20, 1, 1)).isEqualTo(new Place(20, 10, 1.5));
    }

    private static ComparedImage joint(Plane first, Plane second, Plane result) {
        boolean[] inside = new boolean[SIDE * SIDE];
        Arrays.fill(inside, true);
        List<Plane> sources = List.of(first, second);
        ComparedImage.Small small = ComparedImage.small(sources, result, inside);
        return ComparedImage.of(sources, result, inside, JointExplanation.of(List.of(small)));
    }

    private static Place place(String name, ComparedImage image) {
        return ImageMeasure.all().stream()
                .filter(one -> one.name().equals(name))
                .findFirst()
                .flatMap(one -> one.place(image))
                .orElseThrow();
    }

    private static double measure(String name, ComparedImage image) {
        return ImageMeasure.all().stream()
                .filter(measure -> measure.name().equals(name))
                .findFirst()
                .orElseThrow()
                .of(image)
                .orElseThrow();
    }

    private static ComparedImage compared(Plane result, Explanation explanation) {
        boolean[] inside = new boolean[SIDE * SIDE];
        Arrays.fill(inside, true);
        return ComparedImage.of(List.of(SOURCE), result, inside, explanation);
    }

    /** Smooth shapes of several sizes with grain on them, about 40 values. */
    private static Plane source() {
        Random random = new Random(11);
        float[] values = new float[SIDE * SIDE];
        for (int i = 0; i < values.length; i++) {
            double row = i / SIDE;
            double column = i % SIDE;
            values[i] = (float) (10 * Math.sin(row / 23)
                    + 8 * Math.cos(column / 11 + row / 40)
                    + 4 * Math.sin(row * column / 900)
                    + random.nextGaussian());
        }
        return new Plane(values, SIDE, SIDE);
    }

    private static Plane noisy(double deviation) {
        Random random = new Random(12);
        return changed((row, column, value) -> value + deviation * random.nextGaussian());
    }

    private static Plane changed(Change change) {
        float[] values = new float[SIDE * SIDE];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) change.at(i / SIDE, i % SIDE, SOURCE.data()[i]);
        }
        return new Plane(values, SIDE, SIDE);
    }

    private static Plane spot(Plane plane, int row, int column, double radius, double contrast) {
        float[] values = plane.data().clone();
        for (int i = 0; i < values.length; i++) {
            double away = Math.hypot(i / SIDE - row, i % SIDE - column) / radius;
            values[i] += away < 1 ? (float) (contrast * Math.sqrt(1 - away * away)) : 0;
        }
        return new Plane(values, SIDE, SIDE);
    }
}
