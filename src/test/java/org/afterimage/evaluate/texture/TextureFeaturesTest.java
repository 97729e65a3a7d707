package org.afterimage.evaluate.texture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Arrays;
import java.util.Map;
import org.afterimage.evaluate.ReferenceValues;
import org.afterimage.synthesize.Plane;
import org.junit.jupiter.api.Test;

class TextureFeaturesTest {
    private static final ReferenceValues REFERENCE = ReferenceValues.load();

    @Test
    void featuresAreThoseOfTheMeasuresThatModelsAreTrainedWith() {
        Map<String, Double> found = TextureFeatures.of(
                quarterDisc(),
                new Discretisation.FixedBinSize(REFERENCE.number("bin_width"), 0),
                Aggregation.SLICES_MERGED);
        JsonNode expected = REFERENCE.node("texture");
        assertThat(found).hasSize(expected.size());
        found.forEach((name, value) -> {
            double reference = expected.required(name).asDouble();
            assertThat(value).as(name).isCloseTo(reference, within(1e-9 * Math.max(1, Math.abs(reference))));
        });
    }

    @Test
    void aFixedNumberOfBinsDoesNotSeeOffsetAndScale() {
        Region region = quarterDisc();
        float[] other = region.values().clone();
        for (int i = 0; i < other.length; i++) {
            other[i] = other[i] * 4 - 8192;
        }
        Region scaled = new Region(other, region.inside(), region.columns(), region.rows(), 1);
        Discretisation bins = new Discretisation.FixedBinNumber(32);
        assertThat(bins.levels(scaled).levels()).isEqualTo(bins.levels(region).levels());
        assertThat(Arrays.stream(bins.levels(region).levels()).max()).hasValue(32);
    }

    @Test
    void theHighestIntensityIsInTheLastBinAndWhatLiesBelowTheFirstIsInIt() {
        Region region = new Region(new float[] {0, 1, 2, 4}, new boolean[] {true, true, true, true}, 4, 1, 1);
        assertThat(new Discretisation.FixedBinNumber(4).levels(region).levels()).containsExactly(1, 2, 3, 4);
        assertThat(new Discretisation.FixedBinSize(2, 1).levels(region).levels())
                .containsExactly(1, 1, 1, 2);
    }

    @Test
    void aRegionOfOneValueHasFiniteFeatures() {
        boolean[] inside = new boolean[16];
        Arrays.fill(inside, true);
        Region flat = new Region(new float[16], inside, 4, 4, 1);
        Map<String, Double> found =
                TextureFeatures.of(flat, new Discretisation.FixedBinNumber(8), Aggregation.SLICES_MERGED);
        assertThat(found.values()).allMatch(Double::isFinite);
    }

    private static Region quarterDisc() {
        Plane plane = ReferenceValues.image("output");
        boolean[] inside = new boolean[plane.data().length];
        double radius = REFERENCE.number("radius");
        for (int i = 0; i < inside.length; i++) {
            inside[i] = Math.hypot(i / plane.columns(), i % plane.columns()) < radius;
        }
        return new Region(plane.data(), inside, plane.columns(), plane.rows(), 1);
    }
}
