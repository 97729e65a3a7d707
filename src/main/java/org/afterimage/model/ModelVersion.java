package org.afterimage.model;

import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;

/**
 * The version of a model package: numbers with dots between them, ordered number by number, so that 0.10.0 is newer than 0.9.0.
 *
 * @param text the version as it is written
 */
public record ModelVersion(String text) implements Comparable<ModelVersion> {

    private static final Pattern FORM = Pattern.compile("\\d{1,9}(\\.\\d{1,9}){0,3}");

    /**
     * @throws IllegalArgumentException if the text is not one to four numbers with dots between them
     */
    public ModelVersion {
        if (!isVersion(text)) {
            throw new IllegalArgumentException(
                    "'" + text + "' is not a version: one to four numbers with dots between them");
        }
    }

    /** Whether a text has the form of a version. */
    public static boolean isVersion(String text) {
        return FORM.matcher(text).matches();
    }

    /** Number by number; of two that agree as far as both go, the longer is newer; then by text (01 against 1). */
    @Override
    public int compareTo(ModelVersion other) {
        int byNumber = Arrays.compare(numbers(), other.numbers());
        return byNumber != 0 ? byNumber : text.compareTo(other.text);
    }

    private int[] numbers() {
        return List.of(text.split("\\.", -1)).stream()
                .mapToInt(Integer::parseInt)
                .toArray();
    }

    @Override
    public String toString() {
        return text;
    }
}
