package org.afterimage.testing;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.stream.Stream;
import org.afterimage.deliver.DeliveryAnswer;
import org.afterimage.deliver.StoreDelivery;
import org.afterimage.dicom.net.RemoteAe;
import org.afterimage.dicom.net.Timeouts;
import org.afterimage.dicom.net.UpperLayerNetwork;
import org.afterimage.fault.FaultPoint;

/**
 * A node that kills itself at named points while studies of several radiographs come in, is started again, and brings them to a real Orthanc
 * that confirms by storage commitment. What had no answer is sent again, as every sender does.
 */
public final class FaultLoop implements AutoCloseable {
    private static final Duration DEATH = Duration.ofSeconds(120);
    private static final Duration LIMIT = Duration.ofMinutes(5);
    private static final int SIGKILL = 137;
    private static final int INSTANCES = 3;

    private final Path folder;
    private final NodeProcess.Setup setup;
    private final OrthancPeer orthanc;
    private int next = 1;

    /** Starts the destination. */
    public FaultLoop(Path folder) throws IOException {
        this.folder = folder;
        int port = ProcessPeer.freePort();
        setup = NodeProcess.Setup.write(folder.resolve("node"), "ORTHANC", port, "")
                .withDestination("confirm: storage-commitment");
        orthanc = OrthancPeer.start(folder.resolve("orthanc"), port, setup.dicomPort());
    }

    /**
     * What one point did.
     *
     * @param point where the node was to end
     * @param killed whether it did, with the status of SIGKILL
     * @param studies how many were sent
     * @param acknowledged instances that were acknowledged before
     * @param sentAgain instances that were not, and were sent again after the new start
     * @param lost acknowledged instances that the node did not have afterwards
     * @param confirmed jobs that ended as confirmed
     * @param otherwise jobs that ended in another way, or twice for a study, or not at all
     * @param wrong studies of which Orthanc has another number of series than one, or of instances than were sent
     * @param astray files on disk without a row that has them, and rows whose file is not there
     * @param seconds from the new start to the last job's end
     */
    public record Row(
            FaultPoint point,
            boolean killed,
            int studies,
            int acknowledged,
            int sentAgain,
            int lost,
            int confirmed,
            int otherwise,
            int wrong,
            int astray,
            double seconds) {
        /** Whether all that must hold did hold. */
        public boolean holds() {
            return killed && lost == 0 && otherwise == 0 && wrong == 0 && astray == 0 && confirmed == studies;
        }
    }

    /** Sends studies to a node that ends at a point, and brings them to their end with one that does not. */
    public Row run(FaultPoint point, int studies) throws Exception {
        List<ChestStudies.Study> sent = ChestStudies.write(folder.resolve("studies"), next, studies, INSTANCES);
        next += studies;
        List<Path> unanswered = new ArrayList<>();
        boolean killed = sendUntilItEnds(point, sent, unanswered);
        int acknowledged = studies * INSTANCES - unanswered.size();
        keep("1h");
        long start = System.nanoTime();
        try (NodeProcess node = NodeProcess.start(setup)) {
            int lost = acknowledged - instances(node, sent);
            if (!unanswered.isEmpty()) {
                send(node, unanswered);
            }
            int confirmed = 0;
            int otherwise = 0;
            int wrong = 0;
            for (ChestStudies.Study study : sent) {
                JsonNode jobs = awaitEnd(node, study);
                boolean good = jobs.get(0).path("state").asText().equals("CONFIRMED");
                confirmed += good ? 1 : 0;
                otherwise += good ? 0 : 1;
            }
            double seconds = (System.nanoTime() - start) / 1e9;
            for (ChestStudies.Study study : sent) {
                wrong += isOneSeries(study) ? 0 : 1;
            }
            return new Row(
                    point,
                    killed,
                    studies,
                    acknowledged,
                    unanswered.size(),
                    Math.max(0, lost),
                    confirmed,
                    otherwise,
                    wrong,
                    astray(node),
                    seconds);
        }
    }

    /** How many files the purge that was cut off, and all that it did not touch, leave without a row, or rows without a file. */
    private int astray(NodeProcess node) throws Exception {
        node.await(
                "purges to be finished",
                LIMIT,
                asked -> asked.get("/api/storage").path("purged").path("open").asInt() == 0);
        long kept = 0;
        for (JsonNode state : node.get("/api/storage").path("kept")) {
            kept += state.path("files").asLong();
        }
        Path data = setup.folder().resolve("data");
        return (int) Math.abs(kept - files(data.resolve("spool/instances")) - files(data.resolve("derived")));
    }

    private static long files(Path folder) throws IOException {
        if (!Files.exists(folder)) {
            return 0;
        }
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(Files::isRegularFile).count();
        }
    }

    /** How long the next start keeps what is confirmed. */
    private void keep(String confirmed) throws IOException {
        Path node = setup.folder().resolve("dicom-conf").resolve("node.yaml");
        String storage = "storage: { purgeSeconds: 1, keep: { confirmed: " + confirmed + " } }\n";
        Files.writeString(node, Files.readString(node).replaceAll("(?m)^storage:.*\n", "") + storage);
    }

    private boolean sendUntilItEnds(FaultPoint point, List<ChestStudies.Study> studies, List<Path> unanswered)
            throws Exception {
        List<String> fault = List.of("-D" + FaultPoint.PROPERTY + "=" + point.name());
        NodeProcess node;
        if (point.isOfPurge()) {
            try (NodeProcess before = NodeProcess.start(setup)) {
                send(before, studies, unanswered);
            }
            // What is confirmed goes as soon as the node starts, and the node with it.
            keep("0s");
            node = NodeProcess.launch(setup, fault);
        } else {
            node = NodeProcess.start(setup, fault);
            send(node, studies, unanswered);
        }
        OptionalInt status = node.awaitEnd(DEATH);
        if (status.isEmpty()) {
            node.kill();
        }
        return status.orElse(0) == SIGKILL;
    }

    private static void send(NodeProcess node, List<ChestStudies.Study> studies, List<Path> unanswered)
            throws IOException {
        for (ChestStudies.Study study : studies) {
            send(node, study.files()).stream()
                    .filter(answer -> !answer.isStored())
                    .map(DeliveryAnswer::file)
                    .forEach(unanswered::add);
        }
    }

    private static List<DeliveryAnswer> send(NodeProcess node, List<Path> files) throws IOException {
        return new StoreDelivery(new UpperLayerNetwork(), "DX1", Timeouts.defaults())
                .send(files, new RemoteAe("AFTERIMAGE", "127.0.0.1", node.dicomPort()));
    }

    /** How many instances of the studies the node has, once it has filed what its journal kept. */
    private static int instances(NodeProcess node, List<ChestStudies.Study> studies) throws InterruptedException {
        node.awaitFiled(LIMIT);
        int count = 0;
        for (ChestStudies.Study study : studies) {
            for (JsonNode series :
                    node.get("/api/studies/" + study.studyInstanceUid()).path("series")) {
                count += series.path("instances").asInt();
            }
        }
        return count;
    }

    /** Waits until a job of the whole study has ended; one of a part of it may have come before. */
    private static JsonNode awaitEnd(NodeProcess node, ChestStudies.Study study) throws InterruptedException {
        String uid = study.studyInstanceUid();
        node.await("the jobs of " + uid + " to end", LIMIT, asked -> {
            JsonNode jobs = asked.jobs(uid);
            for (JsonNode job : jobs) {
                if (job.path("endedAt").isNull()) {
                    return false;
                }
            }
            return !jobs.isEmpty() && made(jobs.get(0)) == study.files().size();
        });
        return node.jobs(uid);
    }

    private static int made(JsonNode job) {
        int count = 0;
        for (JsonNode series : job.path("derived")) {
            count += series.path("instances").size();
        }
        return count;
    }

    private boolean isOneSeries(ChestStudies.Study study) throws IOException, InterruptedException {
        JsonNode series = orthanc.post(
                "/tools/find",
                "{\"Level\": \"Series\", \"Expand\": true, \"Query\": {\"StudyInstanceUID\": \""
                        + study.studyInstanceUid() + "\"}}");
        return series.size() == 1
                && series.get(0).path("Instances").size() == study.files().size();
    }

    @Override
    public void close() {
        orthanc.close();
    }
}
