package org.afterimage.check;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.function.UnaryOperator;
import org.afterimage.dicom.data.DataSet;
import org.afterimage.dicom.data.Tag;
import org.afterimage.dicom.pixel.PixelFormat;
import org.afterimage.model.ModelManifest;
import org.afterimage.model.TestManifests;
import org.afterimage.model.TestPackages;
import org.afterimage.synthesize.PaddingRange;
import org.afterimage.synthesize.Plane;
import org.afterimage.synthesize.StyleEvidence;
import org.afterimage.synthesize.SynthesisTimes;
import org.afterimage.synthesize.SyntheticInstance;
import org.afterimage.synthesize.SyntheticSeries;
import org.afterimage.synthesize.TestRadiographs;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StyleGatesTest {

    private static final int SIDE = 64;

    @TempDir
    Path models;

    @Test
    void aMilderPresentationOfTheSameImagePasses() {
        assertThat(failed(value -> 0.2f + 0.6f * value)).isEmpty();
    }

    @Test
    void whatIsTooDarkClippedUnlikeTheSourceOrNoNumberIsHeld() {
        assertThat(failed(value -> 0.1f * value)).contains("minimumMedian", "minimumDetailRatio");
        assertThat(failed(value -> 3 * value - 1)).contains("maximumClipped");
        assertThat(failed(value -> 1 - value)).contains("minimumLocalCorrelation");
        assertThat(failed(value -> value > 0.5f ? Float.NaN : value)).contains(CommonGates.FINITE_OUTPUT);
        assertThat(failed(value -> 0.5f)).contains(CommonGates.VARYING_OUTPUT);
    }

    private List<String> failed(UnaryOperator<Float> style) {
        ModelManifest manifest =
                TestPackages.load(models, "style_half", TestManifests::style).manifest();
        Random random = new Random(2);
        float[] image = new float[SIDE * SIDE];
        float[] styled = new float[SIDE * SIDE];
        for (int i = 0; i < image.length; i++) {
            image[i] = random.nextFloat();
            styled[i] = style.apply(image[i]);
        }
        float[] detail = new float[SIDE * SIDE];
        DataSet header = new DataSet().putString(Tag.SOP_INSTANCE_UID, "2.25.5");
        SyntheticInstance instance = SyntheticInstance.ofOne(
                TestRadiographs.instance(header),
                new PixelFormat(SIDE, SIDE, 1, 1, 16, 12, 11, false, "MONOCHROME2"),
                new int[SIDE * SIDE],
                new int[SIDE * SIDE],
                PaddingRange.NONE,
                new StyleEvidence(
                        new Plane(image, SIDE, SIDE), new Plane(styled, SIDE, SIDE), new Plane(detail, SIDE, SIDE)),
                new SynthesisTimes(Duration.ZERO, Duration.ZERO, Duration.ZERO, Duration.ZERO));
        return new StyleGates()
                        .check(
                                new SyntheticSeries(TestRadiographs.series(header), "Test 1", List.of(instance)),
                                manifest,
                                Optional.empty())
                        .get("2.25.5")
                        .failed()
                        .stream()
                        .map(GateResult::gate)
                        .toList();
    }
}
