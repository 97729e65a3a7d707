package org.afterimage.evaluate.report;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.afterimage.evaluate.CaseResult;
import org.afterimage.evaluate.EvaluationResult;
import org.afterimage.evaluate.Figure;

/** {@code cases.csv} (RFC 4180): one line a case with its figures, for spreadsheets and statistics. Skipped cases have the reason. */
final class CsvReport {

    private CsvReport() {}

    static void write(EvaluationResult result, Path file) throws IOException {
        Set<Figure> figures = new LinkedHashSet<>();
        result.cases().forEach(one -> figures.addAll(one.figures().keySet()));
        List<String> lines = new ArrayList<>();
        List<String> header = new ArrayList<>(List.of("case", "outcome", "reason", "seconds"));
        figures.forEach(figure -> header.add(figure.name()));
        lines.add(line(header));
        result.cases().forEach(one -> lines.add(line(cells(one, figures))));
        result.skipped().forEach(one -> lines.add(line(List.of(one.id(), "skipped", one.reason(), ""))));
        Files.write(file, (String.join("\r\n", lines) + "\r\n").getBytes(StandardCharsets.UTF_8));
    }

    private static List<String> cells(CaseResult one, Set<Figure> figures) {
        List<String> cells = new ArrayList<>();
        cells.add(one.id());
        cells.add(one.held().isEmpty() ? "measured" : "held");
        cells.add(one.held());
        cells.add(number(one.seconds()));
        figures.forEach(figure -> cells.add(number(one.figures().getOrDefault(figure, Double.NaN))));
        return cells;
    }

    private static String number(double value) {
        return Double.isFinite(value) ? Double.toString(value) : "";
    }

    private static String line(List<String> cells) {
        return cells.stream().map(CsvReport::quoted).collect(Collectors.joining(","));
    }

    private static String quoted(String cell) {
        boolean plain = cell.chars().noneMatch(c -> c == ',' || c == '"' || c == '\n' || c == '\r');
        return plain ? cell : '"' + cell.replace("\"", "\"\"") + '"';
    }
}
