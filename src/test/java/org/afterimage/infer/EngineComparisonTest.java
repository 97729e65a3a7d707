package org.afterimage.infer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Path;
import java.util.Map;
import org.afterimage.model.ModelPackage;
import org.afterimage.model.TestPackages;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EngineComparisonTest {

    @TempDir
    Path models;

    @Test
    void theDifferenceIsAPartOfTheLargestValue() {
        assertThat(EngineComparison.difference(new float[] {1, -4, 2}, new float[] {1, -4, 2.5f}))
                .isCloseTo(0.125, within(1e-9));
        assertThat(EngineComparison.difference(new float[2], new float[2])).isZero();
        assertThat(EngineComparison.difference(new float[] {0, 0}, new float[] {0, 1e-3f}))
                .isGreaterThan(1);
    }

    @Test
    void whatIsNoNumberNeverAgrees() {
        float[] good = {1, 2};
        float[] bad = {1, Float.NaN};
        assertThat(new EngineComparison(EngineComparison.difference(good, bad), 0.1).agrees())
                .isFalse();
        assertThat(new EngineComparison(EngineComparison.difference(bad, good), 0.1).agrees())
                .isFalse();
        assertThat(new EngineComparison(
                                EngineComparison.difference(good, new float[] {1, Float.POSITIVE_INFINITY}), 0.1)
                        .agrees())
                .isFalse();
    }

    @Test
    void theProbeInputIsTheSameEachTimeAndVariesBetweenAQuarterAndOne() {
        ModelPackage model = TestPackages.load(models, "threshold_lung", TestPackages.BONE_AND_LUNG);
        Map<String, Tensor> input = ProbeInput.of(model, 256);
        assertThat(input).isEqualTo(ProbeInput.of(model, 256));
        float[] values = input.get("image").data();
        assertThat(values).hasSize(64 * 64);
        float least = 1;
        float most = 0;
        for (float value : values) {
            least = Math.min(least, value);
            most = Math.max(most, value);
        }
        assertThat(least).isBetween(0.25f, 0.5f);
        assertThat(most).isBetween(0.75f, 1f);
    }
}
