package org.afterimage.evaluate.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.afterimage.synthesize.Plane;
import org.junit.jupiter.api.Test;

class LesionContrastTest {
    private static final int SIDE = 40;
    private static final int FAINT = 2;

    /** Lesion 1 around (12, 12), lesion 2 touching its ring, lesion 3 of a single pixel. */
    private static final Plane LABELS = labels();

    @Test
    void contrastIsTheMeanInsideMinusThatOfTheRing() {
        LesionContrast contrast = contrast(Optional.empty(), true);
        Plane image = image(5, 1);
        assertThat(contrast.place(1).orElseThrow().contrast(List.of(image))).isCloseTo(5, within(1e-6));
        assertThat(contrast.place(2).orElseThrow().contrast(List.of(image))).isCloseTo(1, within(1e-6));
    }

    @Test
    void theRingHoldsNoLesionAndNothingThatIsNotAllowed() {
        LesionContrast.Place place = contrast(Optional.empty(), true).place(1).orElseThrow();
        boolean[] ring = place.around().get(0);
        boolean[] halved = contrast(Optional.empty(), false)
                .place(1)
                .orElseThrow()
                .around()
                .get(0);
        for (int i = 0; i < ring.length; i++) {
            assertThat(ring[i] && LABELS.data()[i] > 0).isFalse();
            assertThat(halved[i]).isEqualTo(ring[i] && i % SIDE >= 12);
        }
    }

    @Test
    void aLesionOfTooFewPixelsIsNotMeasured() {
        assertThat(contrast(Optional.empty(), true).place(3)).isEmpty();
    }

    @Test
    void surroundingsThatSomebodyDrewAreTaken() {
        Plane drawn = new Plane(new float[SIDE * SIDE], SIDE, SIDE);
        Arrays.fill(drawn.data(), 0, 2 * SIDE, 1);
        LesionContrast contrast = contrast(Optional.of(new LesionMask(List.of(drawn))), true);
        Plane image = image(5, 1);
        Arrays.fill(image.data(), 0, 2 * SIDE, 3);
        assertThat(contrast.place(1).orElseThrow().contrast(List.of(image))).isCloseTo(12, within(1e-6));
    }

    @Test
    void distancesAreThoseToTheNearestPixelInside() {
        boolean[] inside = new boolean[SIDE * SIDE];
        inside[5 * SIDE + 7] = true;
        inside[30 * SIDE + 31] = true;
        float[] distances = DistanceMap.to(inside, SIDE, SIDE);
        for (int row = 0; row < SIDE; row++) {
            for (int column = 0; column < SIDE; column++) {
                double expected = Math.min(Math.hypot(row - 5, column - 7), Math.hypot(row - 30, column - 31));
                assertThat((double) distances[row * SIDE + column]).isCloseTo(expected, within(1e-5));
            }
        }
    }

    private static LesionContrast contrast(Optional<LesionMask> surroundings, boolean everywhere) {
        boolean[] allowed = new boolean[SIDE * SIDE];
        for (int i = 0; i < allowed.length; i++) {
            allowed[i] = everywhere || i % SIDE >= 12;
        }
        return new LesionContrast(new LesionMask(List.of(LABELS)), surroundings, List.of(allowed));
    }

    private static Plane labels() {
        Plane labels = new Plane(new float[SIDE * SIDE], SIDE, SIDE);
        disc(labels, 12, 12, 5, 1);
        disc(labels, 12, 22, 3, FAINT);
        labels.data()[35 * SIDE + 35] = 3;
        return labels;
    }

    private static Plane image(float first, float second) {
        Plane image = new Plane(new float[SIDE * SIDE], SIDE, SIDE);
        for (int i = 0; i < image.data().length; i++) {
            float label = LABELS.data()[i];
            image.data()[i] = 10 + (label == 1 ? first : label == FAINT ? second : 0);
        }
        return image;
    }

    private static void disc(Plane plane, int row, int column, double radius, float value) {
        for (int y = 0; y < SIDE; y++) {
            for (int x = 0; x < SIDE; x++) {
                if (Math.hypot(y - row, x - column) <= radius) {
                    plane.data()[y * SIDE + x] = value;
                }
            }
        }
    }
}
