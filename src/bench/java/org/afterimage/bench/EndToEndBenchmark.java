package org.afterimage.bench;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.afterimage.database.DeletedFolder;
import org.afterimage.deliver.StoreDelivery;
import org.afterimage.dicom.net.RemoteAe;
import org.afterimage.dicom.net.Timeouts;
import org.afterimage.dicom.net.UpperLayerNetwork;
import org.afterimage.testing.NodeProcess;
import org.afterimage.testing.OrthancPeer;
import org.afterimage.testing.ProcessPeer;

/** How long a derived series takes from the last C-STORE response to the PACS, and what of that is this node's own. */
public final class EndToEndBenchmark {
    private static final String HELP = """
            src/bench/end-to-end [--studies N] [--warm-up N] [--only radiograph|head]

            Starts the packaged node with its own PostgreSQL and a real Orthanc, and sends studies one by one, each after the one before has been
            delivered: chest radiographs for bone suppression, and heads with T1 and T2 for a FLAIR. Prints the medians of each stage, from the
            response to the study's last C-STORE to the PACS's Success for the derived series (with the change map that goes with it): the quiet time
            that is configured (1 s here), the wait until the node looks again, the stages, and apart the time of the neural network and of the one
            that checks it. The node's own share is what is left of the time after the quiet time without both networks and without the PACS.

              --studies N   studies of each kind (default 7)
              --warm-up N   studies of each kind before them that are not counted, while Java compiles (default 30)
              --only KIND   radiographs or heads alone
            """;
    private static final Duration LIMIT = Duration.ofMinutes(2);
    private static final int STUDIES = 7;
    private static final int WARM_UP = 30;
    private static final int QUIET_MILLIS = 1000;
    private static final Pattern NETWORK = Pattern.compile("(checking )?network (\\d+)");
    /** Numbers of a soak's mix that are of one kind. */
    private static final int RADIOGRAPH = 0;

    private static final int HEAD = 8;

    private EndToEndBenchmark() {}

    /** Runs it. */
    public static void main(String[] args) throws Exception {
        int studies = STUDIES;
        int warmUp = WARM_UP;
        String only = "";
        for (int i = 0; i < args.length; i++) {
            if (args[i].equals("--studies") && i + 1 < args.length) {
                studies = Integer.parseInt(args[++i]);
            } else if (args[i].equals("--warm-up") && i + 1 < args.length) {
                warmUp = Integer.parseInt(args[++i]);
            } else if (args[i].equals("--only") && i + 1 < args.length) {
                only = args[++i];
            } else {
                System.out.print(HELP);
                System.exit(args[i].equals("--help") ? 0 : 2);
            }
        }
        Path folder = Files.createTempDirectory("afterimage-end-to-end");
        int port = ProcessPeer.freePort();
        NodeProcess.Setup setup = NodeProcess.Setup.write(folder.resolve("node"), "ORTHANC", port, "");
        Files.writeString(folder.resolve("node/dicom-conf/routes.yaml"), SoakKind.ROUTES);
        System.out.println(Machine.describe(folder));
        try (OrthancPeer orthanc = OrthancPeer.start(folder.resolve("orthanc"), port, setup.dicomPort());
                NodeProcess node = NodeProcess.start(setup)) {
            if (!only.equals("head")) {
                measure("Chest radiograph, bone suppression", RADIOGRAPH, warmUp, studies, folder, node);
            }
            if (!only.equals("radiograph")) {
                measure("Head MR, FLAIR from T1 and T2", HEAD, warmUp, studies, folder, node);
            }
        } finally {
            DeletedFolder.delete(folder);
        }
    }

    private static void measure(String name, int kind, int warmUp, int studies, Path folder, NodeProcess node)
            throws Exception {
        String root = "2.25." + (1 + (System.nanoTime() & 0xFFFF_FFFF_FFFFL));
        Map<String, List<Double>> stages = new LinkedHashMap<>();
        int instances = 0;
        double usual = 0;
        for (int i = 0; i < warmUp + studies; i++) {
            SoakStudy study = SoakStudy.write(folder.resolve("studies"), root, kind + 10 * i);
            instances = study.files().size();
            new StoreDelivery(new UpperLayerNetwork(), study.kind().sender(), Timeouts.defaults())
                    .send(study.files(), new RemoteAe("AFTERIMAGE", "127.0.0.1", node.dicomPort()));
            Instant answered = Instant.now();
            Thread.sleep(Math.round(
                    usual)); // each question costs the node the check of a password, while it has other things to do
            JsonNode job = node.awaitJob(study.uid(), LIMIT);
            if (!job.path("state").asText().equals("SENT")) {
                throw new IllegalStateException("a study was not delivered: " + job);
            }
            Map<String, Double> times = times(job, answered);
            usual = times.get("total");
            if (i >= warmUp) {
                times.forEach((stage, millis) ->
                        stages.computeIfAbsent(stage, key -> new ArrayList<>()).add(millis));
            }
        }
        print(name, instances, studies, stages);
    }

    /** Milliseconds of each stage and of what lies between them. */
    private static Map<String, Double> times(JsonNode job, Instant answered) {
        Map<String, Double> times = new LinkedHashMap<>();
        double end = 0;
        double networks = 0;
        times.put("quiet time", (double) QUIET_MILLIS);
        for (JsonNode stage : job.path("stages")) {
            String name = stage.path("stage").asText();
            if (name.equals("RECEIVED")) {
                continue; // before the last response, or as good as
            }
            double start =
                    millis(answered, Instant.parse(stage.path("startedAt").asText()));
            double wait = start - Math.max(end, name.equals("ROUTED") ? QUIET_MILLIS : 0);
            times.merge("wait before " + name.toLowerCase(Locale.ROOT), Math.max(0, wait), Double::sum);
            double millis = stage.path("millis").asDouble();
            end = start + millis;
            Matcher found = NETWORK.matcher(stage.path("detail").asText());
            if (found.find()) {
                double network = Double.parseDouble(found.group(2));
                times.put(found.group(1) == null ? "neural network" : "checking network", network);
                networks += network;
                millis -= network;
            }
            times.merge(name.toLowerCase(Locale.ROOT), millis, Double::sum);
        }
        times.put("total", end);
        double after = end - QUIET_MILLIS;
        double own = after - networks - times.getOrDefault("delivered", 0.0);
        times.put("own", own);
        times.put("own share %", 100 * own / after);
        return times;
    }

    private static double millis(Instant from, Instant to) {
        return Duration.between(from, to).toNanos() / 1e6;
    }

    private static void print(String name, int instances, int studies, Map<String, List<Double>> stages) {
        System.out.printf(
                "%n%s: %d instances received, medians of %d studies, ms after the last C-STORE response%n",
                name, instances, studies);
        stages.forEach((stage, values) -> System.out.printf(Locale.ROOT, "  %-28s %9.1f%n", stage, median(values)));
    }

    private static double median(List<Double> values) {
        double[] sorted =
                values.stream().mapToDouble(Double::doubleValue).sorted().toArray();
        int half = sorted.length / 2;
        return sorted.length % 2 == 1 ? sorted[half] : (sorted[half - 1] + sorted[half]) / 2;
    }
}
