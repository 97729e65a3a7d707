package org.afterimage.route;

import java.util.Arrays;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import org.afterimage.dicom.data.Dictionary;

/** Finds what a misspelt name was meant to be. */
final class Spelling {
    private static final int MOST_ERRORS = 3;

    private Spelling() {}

    /** The name that rules may use and that is nearest; empty when none is near. */
    static Optional<String> nearest(String name) {
        int allowed = Math.min(MOST_ERRORS, name.length() / 3);
        return Stream.concat(Arrays.stream(DerivedValue.values()).map(DerivedValue::word), Dictionary.keywords())
                .filter(candidate -> Math.abs(candidate.length() - name.length()) <= allowed)
                .map(candidate -> new Near(candidate, distance(name, candidate)))
                .filter(near -> near.errors() <= allowed)
                .min(Comparator.comparingInt(Near::errors).thenComparing(Near::name))
                .map(Near::name);
    }

    private record Near(String name, int errors) {}

    /** How many letters must be put in, taken out or changed; capital or small does not matter. */
    private static int distance(String one, String other) {
        String a = one.toLowerCase(Locale.ROOT);
        String b = other.toLowerCase(Locale.ROOT);
        int[] row = new int[b.length() + 1];
        Arrays.setAll(row, i -> i);
        for (int i = 1; i <= a.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= b.length(); j++) {
                int changed = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.min(changed, 1 + Math.min(row[j], row[j - 1]));
            }
        }
        return row[b.length()];
    }
}
