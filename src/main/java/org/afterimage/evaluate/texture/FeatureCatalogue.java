package org.afterimage.evaluate.texture;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/** What the features are called, and under which identifier IBSI's manual has their formula. */
public final class FeatureCatalogue {

    private static final String TABLE = "features.tsv";

    private final Map<String, Entry> entries;

    private FeatureCatalogue(Map<String, Entry> entries) {
        this.entries = entries;
    }

    /**
     * One feature.
     *
     * @param feature name as {@link TextureFeatures} has it
     * @param ibsi IBSI's identifier, four characters
     * @param title what people read
     */
    public record Entry(String feature, String ibsi, String title) {

        /** The family's abbreviation in upper case, such as GLCM. */
        public String family() {
            String family = feature.substring(0, feature.indexOf('.'));
            return family.equals("stat") ? "First order" : family.toUpperCase(Locale.ROOT);
        }
    }

    /** Reads the table that comes with this program. */
    public static FeatureCatalogue load() {
        Map<String, Entry> entries = new LinkedHashMap<>();
        try (InputStream in = FeatureCatalogue.class.getResourceAsStream(TABLE);
                BufferedReader lines = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))) {
            lines.lines().skip(1).map(line -> line.split("\t")).forEach(cells -> {
                entries.put(cells[0], new Entry(cells[0], cells[1], cells[2]));
            });
        } catch (IOException e) {
            throw new UncheckedIOException("the table of features cannot be read", e);
        }
        return new FeatureCatalogue(entries);
    }

    /** The features by name, in the order of the manual. */
    public Map<String, Entry> entries() {
        return Collections.unmodifiableMap(entries);
    }
}
