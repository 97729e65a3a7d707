package org.afterimage.evaluate.texture;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * IBSI's digital phantom: 5 x 4 x 4 voxels, 74 of them inside (reference manual, chapter 5). Its levels are its intensities, so that bins
 * of width 1 from 1 leave them as they are. The published values have three digits, and no tolerance.
 */
class DigitalPhantomTest {

    private static final String[] PHANTOM = {
        "1 4 4 1 1", "1 4 6 1 1", "4 1 6 4 1", "4 4 6 4 1", //
        "1 4 4 1 1", "1 1 6 1 1", "0 1 3 1 1", "4 4 6 1 1", //
        "1 4 4 0 0", "1 1 1 1 1", "1 1 0 1 1", "1 1 6 1 1", //
        "1 4 4 0 0", "1 1 1 1 1", "1 1 1 1 1", "1 1 6 1 1"
    };
    private static final Discretisation AS_THEY_ARE = new Discretisation.FixedBinSize(1, 1);

    static Region phantom() {
        float[] values = new float[5 * 4 * 4];
        boolean[] inside = new boolean[values.length];
        int i = 0;
        for (String row : PHANTOM) {
            for (String level : row.split(" ")) {
                values[i] = Integer.parseInt(level);
                inside[i] = values[i] > 0;
                i++;
            }
        }
        return new Region(values, inside, 5, 4, 4);
    }

    @Test
    void thePhantomHas74VoxelsInside() {
        assertThat(phantom().intensities()).hasSize(74);
    }

    @TestFactory
    List<DynamicTest> featuresHaveThePublishedValues() throws IOException {
        List<DynamicTest> tests = new ArrayList<>();
        Aggregation[] aggregations = Aggregation.values();
        for (int k = 0; k < aggregations.length; k++) {
            Aggregation aggregation = aggregations[k];
            Map<String, Double> found = TextureFeatures.of(phantom(), AS_THEY_ARE, aggregation);
            List<String[]> published = published();
            assertThat(found.keySet())
                    .containsExactlyInAnyOrderElementsOf(
                            published.stream().map(cells -> cells[0]).toList());
            for (String[] cells : published) {
                String expected = cells[1 + k];
                tests.add(DynamicTest.dynamicTest(
                        aggregation.description() + ": " + cells[0],
                        () -> assertRoundsTo(found.get(cells[0]), Double.parseDouble(expected))));
            }
        }
        return tests;
    }

    @Test
    void theCatalogueNamesEveryFeatureOnce() throws IOException {
        Map<String, FeatureCatalogue.Entry> entries = FeatureCatalogue.load().entries();
        assertThat(entries.keySet())
                .containsExactlyElementsOf(
                        published().stream().map(cells -> cells[0]).toList());
        assertThat(entries.values().stream().map(FeatureCatalogue.Entry::ibsi))
                .doesNotHaveDuplicates()
                .allMatch(id -> id.matches("[0-9A-Z]{4}"));
    }

    /** Half a unit of the third digit, and a little for values that lie between two. */
    private static void assertRoundsTo(double found, double published) {
        double unit = published == 0 ? 1e-3 : Math.pow(10, Math.floor(Math.log10(Math.abs(published))) - 2);
        assertThat(Math.abs(found - published))
                .describedAs("%s against %s", found, published)
                .isLessThanOrEqualTo(0.501 * unit);
    }

    private static List<String[]> published() throws IOException {
        try (InputStream in =
                DigitalPhantomTest.class.getResourceAsStream("/org/afterimage/evaluate/ibsi-digital-phantom.tsv")) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> !line.startsWith("#"))
                    .skip(1)
                    .map(line -> line.split("\t"))
                    .toList();
        }
    }
}
