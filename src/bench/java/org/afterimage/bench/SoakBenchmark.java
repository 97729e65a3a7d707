package org.afterimage.bench;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.afterimage.database.DeletedFolder;
import org.afterimage.dicom.net.RemoteAe;
import org.afterimage.testing.NodeProcess;
import org.afterimage.testing.OrthancPeer;
import org.afterimage.testing.ProcessPeer;

/** Sends studies of all kinds to a node for a long time and says whether it stays as it is; --help says more. */
public final class SoakBenchmark {
    private static final String HELP = """
            src/bench/soak [--minutes N] [--rate STUDIES_PER_HOUR]

            Starts the packaged node with its own PostgreSQL and an Orthanc that confirms by storage commitment, and sends one study after the
            other at a fixed rate: chest radiographs for bone suppression and for another style, CT slices, T1 and T2 of heads, hands that the
            model refuses, and studies that no route takes. Each minute it has the node collect its garbage and prints what was received, how
            many jobs have not ended and how old the oldest is, how many have, and the memory. When the last job has ended it says in words
            whether the rate was held, memory was flat, the queue bounded, and nothing lost or done twice; it ends with 1 if not.

              --minutes N   how long studies are sent (default 20)
              --rate R      studies an hour (default 330)
            """;
    private static final Duration DRAIN = Duration.ofMinutes(10);

    private SoakBenchmark() {}

    /** Runs it. */
    public static void main(String[] args) throws Exception {
        double minutes = 20;
        double rate = 330;
        for (int i = 0; i < args.length; i++) {
            if (args[i].equals("--minutes") && i + 1 < args.length) {
                minutes = Double.parseDouble(args[++i]);
            } else if (args[i].equals("--rate") && i + 1 < args.length) {
                rate = Double.parseDouble(args[++i]);
            } else {
                System.out.print(HELP);
                System.exit(args[i].equals("--help") ? 0 : 2);
            }
        }
        Path folder = Files.createTempDirectory("afterimage-soak");
        SoakVerdict verdict = run(folder, minutes, rate);
        verdict.sentences().forEach(System.out::println);
        if (verdict.isGood()) {
            DeletedFolder.delete(folder);
        }
        System.out.println(
                verdict.isGood() ? "All of it held." : "SOMETHING DID NOT HOLD. What the node wrote: " + folder);
        System.exit(verdict.isGood() ? 0 : 1);
    }

    private static SoakVerdict run(Path folder, double minutes, double rate) throws Exception {
        int port = ProcessPeer.freePort();
        NodeProcess.Setup setup = NodeProcess.Setup.write(folder.resolve("node"), "ORTHANC", port, "")
                .withDestination("confirm: storage-commitment");
        Files.writeString(folder.resolve("node/dicom-conf/routes.yaml"), SoakKind.ROUTES);
        System.out.println(Machine.describe(folder));
        try (OrthancPeer orthanc = OrthancPeer.start(folder.resolve("orthanc"), port, setup.dicomPort());
                NodeProcess node = NodeProcess.start(setup)) {
            SoakVerdict verdict = new SoakVerdict();
            SoakSender sender = new SoakSender(
                    folder.resolve("studies"), new RemoteAe("AFTERIMAGE", "127.0.0.1", node.dicomPort()));
            List<SoakMinute> seen = new ArrayList<>();
            System.out.println(SoakMinute.HEAD);
            long start = System.nanoTime();
            try (sender) {
                sender.start(rate);
                for (int minute = 1; minute <= Math.ceil(minutes); minute++) {
                    double at = Math.min(minute, minutes) * 60e9;
                    TimeUnit.NANOSECONDS.sleep(start + (long) at - System.nanoTime());
                    seen.add(SoakMinute.of(node, sender, start));
                    System.out.println(seen.get(seen.size() - 1).row());
                }
            }
            verdict.rate(sender.sent().size(), (System.nanoTime() - start) / 60e9);
            awaitEnd(node);
            SoakMinute end = SoakMinute.of(node, sender, start);
            System.out.println(end.row() + "  (all have ended; " + sender.sentAgain() + " instances were sent again)");
            verdict.steady(seen);
            verdict.complete(sender.sent(), node, orthanc, sender.failures());
            return verdict;
        }
    }

    /** Quiet time and routing may still be before the last study, so that no open job is no end yet. */
    private static void awaitEnd(NodeProcess node) throws InterruptedException {
        TimeUnit.SECONDS.sleep(10);
        node.await("all jobs to end", DRAIN, asked -> {
            for (String state : List.of("QUEUED", "RUNNING", "DELIVERING")) {
                if (!asked.get("/api/jobs?state=" + state).isEmpty()) {
                    return false;
                }
            }
            for (var job : asked.get("/api/jobs?state=SENT&size=500")) {
                if (job.path("endedAt").isNull()) {
                    return false;
                }
            }
            return true;
        });
    }
}
