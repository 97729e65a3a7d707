package org.afterimage.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.afterimage.dicom.data.DataSet;
import org.afterimage.dicom.data.Tag;
import org.afterimage.dicom.data.VR;
import org.afterimage.dicom.io.DicomFormatException;
import org.afterimage.dicom.io.DicomObject;
import org.afterimage.dicom.io.Limits;
import org.afterimage.dicom.io.Part10;
import org.afterimage.dicom.io.TransferSyntax;
import org.afterimage.testing.NodeProcess;
import org.afterimage.testing.Peers;
import org.afterimage.testing.ProcessPeer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** SIGKILL in the middle of a transfer: what was acknowledged is there afterwards, and is worked on to its end. */
class KilledNodeIT {
    private static final int INSTANCES = 199; // and the chest radiograph
    private static final Duration LIMIT = Duration.ofMinutes(3);
    private static final String STUDY = "2.25.200200200";
    private static final Path CHEST = Path.of("test-fixtures/chest-dx/001.dcm").toAbsolutePath();

    @TempDir
    private Path folder;

    @Test
    void everyAcknowledgedInstanceSurvivesAndItsJobRunsToTheEnd() throws Exception {
        Peers.require("storescu");
        Peers.require("storescp");
        Path outgoing = makeInstances();
        DicomObject chest = Part10.readHeader(CHEST, Limits.defaults());
        String chestStudy = chest.dataSet().string(Tag.STUDY_INSTANCE_UID).orElseThrow();
        Files.copy(CHEST, folder.resolve(chest.sopInstanceUid() + ".dcm"));
        int pacsPort = ProcessPeer.freePort();
        Path store = Files.createDirectories(folder.resolve("pacs"));
        NodeProcess.Setup setup = NodeProcess.Setup.write(folder.resolve("node"), "PACS", pacsPort, "");
        try (ProcessPeer pacs = ProcessPeer.start(store, "storescp", "-aet", "PACS", pacsPort)) {
            pacs.awaitPort(pacsPort);
            Set<String> acknowledged = sendAndKill(setup, folder.resolve(chest.sopInstanceUid() + ".dcm"), outgoing);
            assertThat(acknowledged).contains(chest.sopInstanceUid());
            assertThat(acknowledged).as("acknowledged before the kill").hasSizeBetween(20, INSTANCES - 1);
            try (NodeProcess node = NodeProcess.start(setup)) {
                JsonNode study = node.get("/api/studies/" + STUDY);
                Set<String> stored = storedInstances(setup.folder().resolve("data/spool/instances"));
                assertThat(stored).containsAll(acknowledged);
                assertThat(study.path("series").get(0).path("instances").asInt())
                        .isGreaterThanOrEqualTo(acknowledged.size() - 1);
                JsonNode chestJob = node.awaitJob(chestStudy, LIMIT);
                assertThat(chestJob.path("state").asText())
                        .as(chestJob.toString())
                        .isEqualTo("SENT");
                assertThat(node.jobs(chestStudy)).hasSize(1);
                JsonNode job = node.awaitJob(STUDY, LIMIT);
                // The images are too small for the model, which is its end: skipped, with the reason.
                assertThat(job.path("state").asText()).as(job.toString()).isEqualTo("SKIPPED");
                assertThat(job.path("reasonCode").asText()).isEqualTo("MATRIX");
            }
        }
    }

    /** Sends a chest radiograph and then all the small instances in one association, and kills the node when about a third was acknowledged. */
    private Set<String> sendAndKill(NodeProcess.Setup setup, Path first, Path outgoing) throws Exception {
        NodeProcess node = NodeProcess.start(setup);
        try (ProcessPeer sender = ProcessPeer.start(
                folder,
                "storescu",
                "-v",
                "+sd",
                "-aec",
                "AFTERIMAGE",
                "127.0.0.1",
                setup.dicomPort(),
                first,
                outgoing)) {
            long deadline = System.nanoTime() + LIMIT.toNanos();
            while (acknowledged(sender.output()).size() < INSTANCES / 3 && System.nanoTime() < deadline) {
                Thread.sleep(5);
            }
            node.kill();
            sender.await(Duration.ofSeconds(60));
            return acknowledged(sender.output());
        }
    }

    /** storescu -v prints the file before it sends it, and the status after; a file counts when Success follows it. */
    private static Set<String> acknowledged(String output) {
        Set<String> uids = new TreeSet<>();
        Matcher matcher = Pattern.compile("Sending file: \\S*/([0-9.]+)\\.dcm(?:(?!Sending file)[\\s\\S])*?"
                        + "Received Store Response \\(Success\\)")
                .matcher(output);
        while (matcher.find()) {
            uids.add(matcher.group(1));
        }
        return uids;
    }

    private static Set<String> storedInstances(Path spool) throws IOException {
        Set<String> uids = new TreeSet<>();
        int halves = 0;
        List<Path> files;
        try (var walk = Files.walk(spool)) {
            files = walk.filter(Files::isRegularFile).toList();
        }
        for (Path file : files) {
            try {
                uids.add(Part10.read(file, Limits.defaults()).sopInstanceUid());
            } catch (DicomFormatException e) {
                // The one that was arriving when the node was killed: never acknowledged, and swept two minutes later.
                halves++;
            }
        }
        assertThat(halves).isLessThanOrEqualTo(1);
        return uids;
    }

    /** A study of one series with small radiographs, cut from the fixture's attributes. */
    private Path makeInstances() throws IOException {
        Path outgoing = Files.createDirectories(folder.resolve("outgoing"));
        DicomObject fixture = Part10.readHeader(Path.of("test-fixtures/refused/lateral/001.dcm"), Limits.defaults());
        for (int i = 1; i <= INSTANCES; i++) {
            String uid = "2.25.2002002" + String.format("%03d", i);
            DataSet dataSet = fixture.dataSet()
                    .shallowCopy()
                    .putString(Tag.STUDY_INSTANCE_UID, STUDY)
                    .putString(Tag.SERIES_INSTANCE_UID, STUDY + ".1")
                    .putString(Tag.SOP_INSTANCE_UID, uid)
                    .putString(Tag.VIEW_POSITION, "PA")
                    .putIntegers(Tag.INSTANCE_NUMBER, i)
                    .putIntegers(Tag.ROWS, 64)
                    .putIntegers(Tag.COLUMNS, 64)
                    .putBytes(Tag.PIXEL_DATA, VR.OW, new byte[64 * 64 * 2]);
            Part10.write(outgoing.resolve(uid + ".dcm"), dataSet, TransferSyntax.EXPLICIT_VR_LITTLE_ENDIAN);
        }
        return outgoing;
    }
}
