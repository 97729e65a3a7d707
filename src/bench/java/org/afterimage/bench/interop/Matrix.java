package org.afterimage.bench.interop;

import java.io.PrintStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** What is known so far: for each row and column the outcome of each sample. */
public final class Matrix {
    private final Map<String, Map<String, Map<String, Outcome>>> rows = new LinkedHashMap<>();
    private final List<String> columns = new ArrayList<>();

    /** Adds one outcome. */
    void add(String row, String column, String sample, Outcome outcome) {
        if (!columns.contains(column)) {
            columns.add(column);
        }
        rows.computeIfAbsent(row, any -> new LinkedHashMap<>())
                .computeIfAbsent(column, any -> new LinkedHashMap<>())
                .put(sample, outcome);
    }

    /** The failures, in words. */
    public List<String> failures() {
        return notes(Outcome.Failed.class);
    }

    /** What the peers do not do, in words. */
    public List<String> peersCannot() {
        return notes(Outcome.PeerCannot.class);
    }

    /** How many samples passed. */
    public long passed() {
        return rows.values().stream()
                .flatMap(row -> row.values().stream())
                .flatMap(cell -> cell.values().stream())
                .filter(Outcome.Passed.class::isInstance)
                .count();
    }

    /** Prints the table and the reasons below it. */
    public void print(PrintStream out) {
        List<String> head = new ArrayList<>(List.of(""));
        head.addAll(columns);
        out.println("| " + String.join(" | ", head) + " |");
        out.println("|" + "---|".repeat(head.size()));
        rows.forEach((name, cells) -> out.println("| " + name + " | "
                + columns.stream()
                        .map(column -> cell(cells.getOrDefault(column, Map.of())))
                        .collect(Collectors.joining(" | "))
                + " |"));
        section(out, "What the peers do not do:", peersCannot());
        section(out, "FAILED:", failures());
    }

    private static void section(PrintStream out, String title, List<String> lines) {
        if (!lines.isEmpty()) {
            out.println("\n" + title);
            lines.forEach(line -> out.println("- " + line));
        }
    }

    /** The images that passed, then the word for those that did not. */
    private static String cell(Map<String, Outcome> samples) {
        Map<String, List<String>> byWord = new LinkedHashMap<>();
        samples.forEach((sample, outcome) ->
                byWord.computeIfAbsent(word(outcome), any -> new ArrayList<>()).add(sample));
        return byWord.entrySet().stream()
                .map(entry -> entry.getKey() + " " + String.join(" ", entry.getValue()))
                .collect(Collectors.joining("; "))
                .strip();
    }

    private static String word(Outcome outcome) {
        if (outcome instanceof Outcome.PeerCannot cannot) {
            return "peer: " + cannot.word();
        }
        return outcome instanceof Outcome.Failed ? "FAIL" : "ok";
    }

    private List<String> notes(Class<? extends Outcome> kind) {
        Map<String, List<String>> samples = new LinkedHashMap<>();
        rows.forEach((row, cells) -> cells.forEach((column, cell) -> cell.forEach((sample, outcome) -> {
            if (kind.isInstance(outcome)) {
                samples.computeIfAbsent(row + ", " + column + ": " + reason(outcome), any -> new ArrayList<>())
                        .add(sample);
            }
        })));
        return samples.entrySet().stream()
                .map(entry -> (entry.getKey() + " (" + String.join(" ", entry.getValue()) + ")").replace(" ()", ""))
                .toList();
    }

    private static String reason(Outcome outcome) {
        return outcome instanceof Outcome.PeerCannot cannot ? cannot.reason() : ((Outcome.Failed) outcome).reason();
    }
}
