package org.afterimage.bench;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The seconds of all runs, and the table made of them. */
final class IngestTable {
    private static final String OWN = "Afterimage";

    /** One combination of what is sent and how. */
    record Case(Workload workload, int associations) {}

    /**
     * One measurement.
     *
     * @param seconds until the last instance was acknowledged
     * @param atRest seconds until it was filed and all dirty pages were on disk
     */
    record Turn(double seconds, double atRest) {}

    private final List<IngestTarget> targets;
    private final Map<Case, Map<String, List<Turn>>> turns = new LinkedHashMap<>();

    IngestTable(List<IngestTarget> targets) {
        this.targets = List.copyOf(targets);
    }

    void add(Case what, String target, Turn turn) {
        turns.computeIfAbsent(what, any -> new LinkedHashMap<>())
                .computeIfAbsent(target, any -> new ArrayList<>())
                .add(turn);
    }

    /** Medians of rates, with the slowest and fastest round, and how many times as fast as each peer this node is. */
    String markdown() {
        StringBuilder out = new StringBuilder();
        targets.forEach(target -> out.append("- ")
                .append(target.name())
                .append(": ")
                .append(target.description())
                .append('\n'));
        out.append("\n| Instances | Associations | Receiver | Instances/s (slowest to fastest round) | MB/s |"
                + " Afterimage is, times | Instances/s until all is at rest |\n|---|---|---|---|---|---|---|\n");
        turns.forEach((what, byTarget) -> targets.stream()
                .map(IngestTarget::name)
                .filter(byTarget::containsKey)
                .forEach(name -> out.append(row(what, name, byTarget))));
        return out.toString();
    }

    private static String row(Case what, String name, Map<String, List<Turn>> byTarget) {
        List<Double> sorted = seconds(byTarget.get(name));
        double median = median(sorted);
        int count = what.workload().instances();
        String ratio = name.equals(OWN) || !byTarget.containsKey(OWN)
                ? ""
                : String.format(Locale.ROOT, "%.2f", median / median(seconds(byTarget.get(OWN))));
        return String.format(
                Locale.ROOT,
                "| %d %s | %d | %s | %.0f (%.0f to %.0f) | %.0f | %s | %.0f |%n",
                count,
                what.workload().name(),
                what.associations(),
                name,
                count / median,
                count / sorted.get(sorted.size() - 1),
                count / sorted.get(0),
                count * (double) what.workload().pixelBytes() / 1e6 / median,
                ratio,
                count / median(byTarget.get(name).stream().map(Turn::atRest).toList()));
    }

    private static List<Double> seconds(List<Turn> turns) {
        return turns.stream().map(Turn::seconds).sorted().toList();
    }

    private static double median(List<Double> values) {
        List<Double> sorted = values.stream().sorted().toList();
        int middle = sorted.size() / 2;
        return sorted.size() % 2 == 1 ? sorted.get(middle) : (sorted.get(middle - 1) + sorted.get(middle)) / 2;
    }
}
