package org.afterimage.evaluate.report;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.afterimage.evaluate.EvaluationResult;

/**
 * The files of a report in one folder.
 *
 * @param folder the folder; made when absent
 */
public record EvaluationReport(Path folder) {

    /** Where the evaluation puts one picture a case. */
    public Path pictures() {
        return folder.resolve("pictures");
    }

    /** Writes {@code report.json}, {@code cases.csv} and, when a case was measured, {@code report.html}. */
    public void write(EvaluationResult result) throws IOException {
        Files.createDirectories(folder);
        new JsonReport(result).write(folder.resolve("report.json"));
        CsvReport.write(result, folder.resolve("cases.csv"));
        HtmlReport.write(result, pictures(), folder.resolve("report.html"));
    }
}
