package org.afterimage.console;

import io.quarkus.qute.TemplateData;
import java.util.List;

/**
 * A line of a difference.
 *
 * @param kind {@code added}, {@code removed}, {@code file} for the name of a file, {@code place} for the number of a line
 * @param text with its sign
 */
@TemplateData
public record DifferenceLine(String kind, String text) {
    static List<DifferenceLine> of(String difference) {
        return difference
                .lines()
                .map(line -> new DifferenceLine(kind(line), line))
                .toList();
    }

    private static String kind(String line) {
        if (line.startsWith("+")) {
            return "added";
        }
        if (line.startsWith("-")) {
            return "removed";
        }
        return line.startsWith("@@") ? "place" : "file";
    }
}
