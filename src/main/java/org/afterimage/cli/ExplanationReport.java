package org.afterimage.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.afterimage.route.ClauseTrace;
import org.afterimage.work.Explanation;

/** What {@code explain} prints of each series and route: a line for people, with the clauses if they are wanted, or a line of JSON. */
final class ExplanationReport {
    private final ObjectMapper mapper = new ObjectMapper();
    private final PrintWriter out;
    private final boolean verbose;
    private final boolean json;

    ExplanationReport(PrintWriter out, boolean verbose, boolean json) {
        this.out = out;
        this.verbose = verbose;
        this.json = json;
    }

    void print(Explanation explanation) {
        if (json) {
            print(fields(explanation));
            return;
        }
        out.println(explanation.line());
        if (verbose) {
            explanation.trace().clauses().forEach(this::print);
        }
    }

    void unreadable(Path file, String reason) {
        if (json) {
            print(Map.of("unreadable", file.toString(), "reason", String.valueOf(reason)));
        } else {
            out.println(file + ": can't be read: " + reason);
        }
    }

    private void print(ClauseTrace clause) {
        String result = clause.result().name().toLowerCase(Locale.ROOT);
        out.printf(Locale.ROOT, "    %-9s %s", result, clause.clause());
        if (!clause.values().isEmpty()) {
            out.print("    with " + values(clause));
        }
        out.println();
    }

    private static String values(ClauseTrace clause) {
        StringBuilder text = new StringBuilder();
        clause.values()
                .forEach((name, value) -> text.append(text.isEmpty() ? "" : ", ")
                        .append(name)
                        .append(" = ")
                        .append(value));
        return text.toString();
    }

    private static Map<String, Object> fields(Explanation explanation) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("studyInstanceUid", explanation.studyInstanceUid());
        fields.put("seriesInstanceUid", explanation.seriesInstanceUid());
        fields.put("series", explanation.series());
        fields.put("route", explanation.route());
        fields.put("verdict", explanation.verdict().name());
        fields.put("sentence", explanation.sentence());
        fields.put("clauses", explanation.trace().clauses());
        return fields;
    }

    private void print(Map<String, Object> fields) {
        try {
            out.println(mapper.writeValueAsString(fields));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("texts can be written as JSON", e);
        }
    }
}
