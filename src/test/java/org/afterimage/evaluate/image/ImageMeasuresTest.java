package org.afterimage.evaluate.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import org.afterimage.evaluate.ReferenceValues;
import org.afterimage.synthesize.Plane;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ImageMeasuresTest {
    private static final ReferenceValues REFERENCE = ReferenceValues.load();

    static List<ImageMeasure> measures() {
        return List.of(
                new MeanAbsoluteError(),
                new RootMeanSquareError(),
                new Bias(),
                new NormalisedSquareError(),
                new PeakSignalToNoise(),
                new StructuralSimilarity());
    }

    @ParameterizedTest
    @MethodSource("measures")
    void figuresAreThoseOfScikitImage(ImageMeasure measure) {
        double expected = REFERENCE.number(measure.name());
        assertThat(measure.of(whole())).isCloseTo(expected, within(1e-9 * Math.abs(expected)));
    }

    @ParameterizedTest
    @MethodSource("measures")
    void pixelsThatDoNotCountChangeNothing(ImageMeasure measure) {
        // Not SSIM's neighbourhood: what is changed lies more than its window away from what counts.
        Plane truth = ReferenceValues.image("truth");
        Plane output = ReferenceValues.image("output");
        boolean[] left = new boolean[truth.data().length];
        Plane changed = new Plane(output.data().clone(), output.rows(), output.columns());
        for (int i = 0; i < left.length; i++) {
            left[i] = i % truth.columns() < 30;
            if (i % truth.columns() > 45) {
                changed.data()[i] += 1000;
            }
        }
        double before = measure.of(new Compared(List.of(output), List.of(truth), List.of(left), 4095));
        double after = measure.of(new Compared(List.of(changed), List.of(truth), List.of(left), 4095));
        assertThat(after).isEqualTo(before).isNotEqualTo(measure.of(whole()));
    }

    @Test
    void figuresOfSeveralPlanesAreOverAllTheirPixels() {
        Plane truth = ReferenceValues.image("truth");
        Plane output = ReferenceValues.image("output");
        boolean[] all = everything(truth);
        Compared twice = new Compared(List.of(output, truth), List.of(truth, truth), List.of(all, all), 4095);
        assertThat(new MeanAbsoluteError().of(twice)).isCloseTo(REFERENCE.number("mae") / 2, within(1e-9));
        assertThat(new StructuralSimilarity().of(twice)).isCloseTo((1 + REFERENCE.number("ssim")) / 2, within(1e-9));
    }

    @Test
    void whereNoPixelCountsThereIsNoFigure() {
        Plane truth = ReferenceValues.image("truth");
        Compared nothing =
                new Compared(List.of(truth), List.of(truth), List.of(new boolean[truth.data().length]), 4095);
        assertThat(measures())
                .allSatisfy(measure -> assertThat(measure.of(nothing)).isNaN());
    }

    static Compared whole() {
        Plane truth = ReferenceValues.image("truth");
        return new Compared(List.of(ReferenceValues.image("output")), List.of(truth), List.of(everything(truth)), 4095);
    }

    static boolean[] everything(Plane plane) {
        boolean[] all = new boolean[plane.data().length];
        Arrays.fill(all, true);
        return all;
    }
}
