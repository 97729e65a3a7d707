package org.afterimage.bench.hallucinations;

import java.io.PrintStream;
import java.util.List;
import java.util.Locale;
import org.afterimage.model.ModelPackage;

/** Prints what was found. */
final class ScoreTable {

    private ScoreTable() {}

    static void print(
            ModelPackage model,
            int patients,
            Score good,
            List<Score> planted,
            boolean markdown,
            boolean reasons,
            PrintStream out) {
        out.printf(
                Locale.ROOT,
                markdown ? "%n## %s, %d outputs%n%n" : "%n%s, %d outputs%n",
                model.displayName(),
                patients);
        out.print(
                markdown
                        ? "| Planted | n | held | warned | found |\n|---|---:|---:|---:|---:|\n"
                        : String.format("%-44s %4s %5s %7s %6s%n", "planted", "n", "held", "warned", "found"));
        int count = 0;
        int held = 0;
        int warned = 0;
        for (Score score : planted) {
            if (score.count() > 0) {
                row(score.kind(), score.count(), score.held(), score.warned(), markdown, out);
                count += score.count();
                held += score.held();
                warned += score.warned();
            }
            if (reasons) {
                out.println("    " + score.gates());
            }
        }
        row("all that was planted", count, held, warned, markdown, out);
        row("nothing: false alarms", good.count(), good.held(), good.warned(), markdown, out);
        if (reasons) {
            out.println("    " + good.gates());
        }
    }

    private static void row(String kind, int count, int held, int warned, boolean markdown, PrintStream out) {
        double found = count == 0 ? 0 : 100.0 * (held + warned) / count;
        out.printf(
                Locale.ROOT,
                markdown ? "| %s | %d | %d | %d | %.0f %% |%n" : "%-44s %4d %5d %7d %4.0f %%%n",
                kind,
                count,
                held,
                warned,
                found);
    }
}
