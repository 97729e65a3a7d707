package org.afterimage.check.measure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.junit.jupiter.api.Test;

class FourierTest {

    private static final int SIDE = 8;

    @Test
    void theTransformIsTheSumThatDefinesIt() {
        double[] plane = noise(SIDE);
        Fourier.Spectrum spectrum = new Fourier(SIDE).of(plane);
        for (int place = 0; place < SIDE * SIDE; place++) {
            double re = 0;
            double im = 0;
            for (int i = 0; i < plane.length; i++) {
                double turn = -2 * Math.PI * (place / SIDE * (i / SIDE) + place % SIDE * (i % SIDE)) / SIDE;
                re += plane[i] * Math.cos(turn);
                im += plane[i] * Math.sin(turn);
            }
            assertThat(spectrum.re()[place]).isCloseTo(re, within(1e-9));
            assertThat(spectrum.im()[place]).isCloseTo(im, within(1e-9));
        }
    }

    @Test
    void twoPlanesAtOnceGiveTheTransformOfEach() {
        double[] first = noise(SIDE);
        double[] second = new Random(6).doubles((long) SIDE * SIDE).toArray();
        Fourier fourier = new Fourier(SIDE);
        Fourier.Spectrum[] both = fourier.ofTwo(first, second);
        for (int plane = 0; plane < 2; plane++) {
            Fourier.Spectrum alone = fourier.of(plane == 0 ? first : second);
            for (int place = 0; place < SIDE * SIDE; place++) {
                assertThat(both[plane].re()[place]).isCloseTo(alone.re()[place], within(1e-12));
                assertThat(both[plane].im()[place]).isCloseTo(alone.im()[place], within(1e-12));
            }
        }
    }

    @Test
    void theInverseGivesThePlaneBack() {
        double[] plane = noise(64);
        Fourier fourier = new Fourier(64);
        double[] back = fourier.inverse(fourier.of(plane));
        for (int i = 0; i < plane.length; i++) {
            assertThat(back[i]).isCloseTo(plane[i], within(1e-9));
        }
    }

    @Test
    void frequenciesAreCountedFromTheNearestCorner() {
        Fourier fourier = new Fourier(SIDE);
        assertThat(fourier.radius(0)).isZero();
        assertThat(fourier.radius(SIDE - 1)).isEqualTo(1);
        assertThat(fourier.radius(SIDE * SIDE / 2 + SIDE / 2)).isCloseTo(Math.hypot(4, 4), within(1e-12));
    }

    @Test
    void aSideThatIsNoPowerOfTwoIsRefused() {
        assertThatThrownBy(() -> new Fourier(12)).isInstanceOf(IllegalArgumentException.class);
    }

    private static double[] noise(int side) {
        return new Random(5).doubles((long) side * side).toArray();
    }
}
