package org.afterimage.bench;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.afterimage.database.DeletedFolder;
import org.afterimage.fault.FaultPoint;
import org.afterimage.testing.FaultLoop;

/** Kills the node at every fault point while studies come in, and says what became of them; --help says more. */
public final class FaultsBenchmark {
    private static final String HELP = """
            src/bench/faults [--studies N] [--point NAME]...

            Starts a node and an Orthanc that confirms by storage commitment. For each fault point, studies of three radiographs are sent to
            the node until it kills itself there (SIGKILL), what had no answer is sent again after a new start, and all must end: no
            acknowledged instance missing, each job CONFIRMED, in Orthanc one series a study with each instance once, and each file on disk with
            its row. At the points of a purge what is confirmed is purged at once until the node ends.

              --studies N     studies over all points together (default 100)
              --point NAME    only this point; may be given again
            """;
    private static final int DEFAULT_STUDIES = 100;

    private FaultsBenchmark() {}

    /** Runs it; ends with 1 when something did not hold. */
    public static void main(String[] args) throws Exception {
        int studies = DEFAULT_STUDIES;
        List<FaultPoint> points = new ArrayList<>();
        for (int i = 0; i < args.length; i++) {
            if (args[i].equals("--studies") && i + 1 < args.length) {
                studies = Integer.parseInt(args[++i]);
            } else if (args[i].equals("--point") && i + 1 < args.length) {
                points.add(FaultPoint.valueOf(args[++i]));
            } else {
                System.out.print(HELP);
                System.exit(args[i].equals("--help") ? 0 : 2);
            }
        }
        List<FaultPoint> all = points.isEmpty() ? List.of(FaultPoint.values()) : points;
        Path folder = Files.createTempDirectory("afterimage-faults");
        System.out.printf(
                "%-25s %6s %8s %13s %11s %5s %10s %10s %13s %7s %8s%n",
                "killed at",
                "killed",
                "studies",
                "acknowledged",
                "sent again",
                "lost",
                "CONFIRMED",
                "otherwise",
                "wrong series",
                "astray",
                "seconds");
        boolean holds = true;
        int left = studies;
        try (FaultLoop loop = new FaultLoop(folder)) {
            for (int i = 0; i < all.size(); i++) {
                int share = Math.max(1, left / (all.size() - i));
                left -= share;
                FaultLoop.Row row = loop.run(all.get(i), share);
                holds &= row.holds();
                System.out.printf(
                        Locale.ROOT,
                        "%-25s %6s %8d %13d %11d %5d %10d %10d %13d %7d %8.1f%n",
                        row.point(),
                        row.killed() ? "yes" : "NO",
                        row.studies(),
                        row.acknowledged(),
                        row.sentAgain(),
                        row.lost(),
                        row.confirmed(),
                        row.otherwise(),
                        row.wrong(),
                        row.astray(),
                        row.seconds());
            }
        }
        if (holds) {
            DeletedFolder.delete(folder);
        }
        System.out.println(holds ? "All of it held." : "SOMETHING DID NOT HOLD. What the node wrote: " + folder);
        System.exit(holds ? 0 : 1);
    }
}
