package org.afterimage.cli;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.afterimage.web.JobView;

/**
 * What a person wants to know after a demo.
 *
 * @param job that was delivered
 * @param out where the files are
 */
record DemoTable(JobView job, Path out) {
    private static final int MOST_GATES = 12; // more, as a series of many slices has, are told of by their number

    void print(PrintWriter console) {
        Map<String, List<String>> rows = new LinkedHashMap<>();
        rows.put("study", List.of(job.studyInstanceUid()));
        rows.put("source series", List.of(job.seriesInstanceUid()));
        List<String> derived = new ArrayList<>();
        job.derived().forEach(series -> {
            derived.add(series.seriesInstanceUid());
            derived.add("number " + series.seriesNumber() + ": " + series.description());
        });
        rows.put("derived series", derived);
        rows.put(
                "model",
                List.of(
                        job.model().id() + " " + job.model().version(),
                        "SHA-256 " + job.model().sha256()));
        rows.put("engine", List.of(job.engine()));
        rows.put("stages, ms", List.of(Demo.timings(job)));
        rows.put("check", check());
        rows.put("files", List.of(out.toAbsolutePath().normalize().toString()));
        rows.forEach((name, lines) -> {
            for (int i = 0; i < lines.size(); i++) {
                console.printf("  %-15s %s%n", i == 0 ? name : "", lines.get(i));
            }
        });
        console.flush();
    }

    private List<String> check() {
        List<String> lines = new ArrayList<>();
        long passed = job.gates().stream()
                .filter(gate -> gate.verdict().equals("PASS"))
                .count();
        lines.add((passed == job.gates().size() ? "PASS: " : "WARN: ") + passed + " of "
                + job.gates().size() + " gates passed");
        job.gates().stream()
                .filter(gate ->
                        job.gates().size() <= MOST_GATES || !gate.verdict().equals("PASS"))
                .forEach(gate -> lines.add("  " + gate.sentence()));
        return lines;
    }
}
