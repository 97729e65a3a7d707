package org.afterimage.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.afterimage.deliver.DeliveryAnswer;
import org.afterimage.deliver.StoreDelivery;
import org.afterimage.dicom.data.DataSet;
import org.afterimage.dicom.data.Tag;
import org.afterimage.dicom.data.VR;
import org.afterimage.dicom.io.DataSetWriter;
import org.afterimage.dicom.io.DicomObject;
import org.afterimage.dicom.io.Limits;
import org.afterimage.dicom.io.Part10;
import org.afterimage.dicom.io.TransferSyntax;
import org.afterimage.dicom.net.DicomNetwork;
import org.afterimage.dicom.net.ProposedContext;
import org.afterimage.dicom.net.RemoteAe;
import org.afterimage.dicom.net.Status;
import org.afterimage.dicom.net.StoreSession;
import org.afterimage.dicom.net.Timeouts;
import org.afterimage.dicom.net.UpperLayerNetwork;
import org.afterimage.testing.ChestStudies;
import org.afterimage.testing.CountingDestination;
import org.afterimage.testing.NodeProcess;
import org.afterimage.testing.ProcessPeer;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A disk that is full in the middle of a store: status A700H, nothing half-written, and recovery without a restart. The disk is real, a
 * small memory file system under the spool; mounting it needs root, or sudo without a password.
 */
class FullDiskIT {
    private static final TransferSyntax SYNTAX = TransferSyntax.EXPLICIT_VR_LITTLE_ENDIAN;
    private static final DicomNetwork NETWORK = new UpperLayerNetwork();
    private static final Duration LIMIT = Duration.ofMinutes(3);
    private static final int DISK_MEGABYTES = 96;
    private static final int STUDIES = 14;

    @TempDir
    private Path folder;

    @Test
    void aFullDiskIsAnsweredWithOutOfResourcesLeavesNothingHalfWrittenAndIsRecoveredFromWithoutARestart()
            throws Exception {
        NodeProcess.Setup setup = NodeProcess.Setup.write(folder, "FULL", ProcessPeer.freePort(), "");
        Path spool = Files.createDirectories(folder.resolve("data/spool"));
        mount(spool, 4);
        try (NodeProcess node = NodeProcess.start(setup)) {
            DicomObject object = Part10.read(Path.of("test-fixtures/refused/lateral/001.dcm"), Limits.defaults());
            ProposedContext context = new ProposedContext(object.sopClassUid(), List.of(SYNTAX));
            RemoteAe remote = new RemoteAe("AFTERIMAGE", "127.0.0.1", node.dicomPort());
            try (StoreSession session = NETWORK.openStore("FULL", remote, List.of(context), Timeouts.defaults())) {
                assertThat(store(session, object, "2.25.880001", 8 << 20)).isEqualTo(Status.OUT_OF_RESOURCES.code());
                assertThat(files(spool)).as("half-written").isEmpty();
                assertThat(node.get("/api/studies/2.25.88").path("status").asInt())
                        .isEqualTo(404);
                assertThat(store(session, object, "2.25.880002", 1 << 20)).isEqualTo(Status.SUCCESS.code());

                Path others = Files.write(spool.resolve("others"), new byte[2_500_000]);
                assertThat(store(session, object, "2.25.880003", 1 << 20)).isEqualTo(Status.OUT_OF_RESOURCES.code());
                assertThat(files(spool)).hasSize(1);
                Files.delete(others);
                assertThat(store(session, object, "2.25.880003", 1 << 20)).isEqualTo(Status.SUCCESS.code());
            }
            assertThat(files(spool)).hasSize(2);
            for (Path file : files(spool)) {
                assertThat(Part10.read(file, Limits.defaults()).dataSet().contains(Tag.PIXEL_DATA))
                        .isTrue();
                assertThat(Files.size(file)).isBetween(1L << 20, (1L << 20) + (64 << 10));
            }
        } finally {
            run("umount", "-l", spool.toString());
        }
    }

    /**
     * Below the second watermark nothing is taken, until there is more than that; and many more studies than the disk holds pass through it,
     * since what is confirmed goes while room is short.
     */
    @Test
    void belowTheWatermarkSendersAreSentAwayAndWhatIsConfirmedMakesRoomForAllThatComes() throws Exception {
        int port = ProcessPeer.freePort();
        NodeProcess.Setup setup =
                NodeProcess.Setup.write(folder, "PACS", port, """
                        dicom: { port: PORT }
                        storage: { warnBelow: 48MB, refuseBelow: 24MB, purgeSeconds: 1, keepWhenShort: { confirmed: 0s } }
                        """).withDestination("confirm: storage-commitment");
        Path spool = Files.createDirectories(folder.resolve("data/spool"));
        mount(spool, DISK_MEGABYTES);
        List<ChestStudies.Study> studies = ChestStudies.write(folder.resolve("studies"), 1, STUDIES);
        try (CountingDestination pacs =
                        new CountingDestination(port, setup.dicomPort(), (request, times) -> Status.SUCCESS);
                NodeProcess node = NodeProcess.start(setup)) {
            aFullDiskIsSeenAndLeftAgain(node, spool, studies.get(0));
            long sent = 0;
            for (ChestStudies.Study study : studies) {
                sendUntilTaken(node, study);
                sent += Files.size(study.file());
            }
            assertThat(sent).as("more than the disk holds").isGreaterThan((long) DISK_MEGABYTES << 20);
            for (ChestStudies.Study study : studies) {
                node.await("a confirmed job", LIMIT, asked -> isConfirmed(asked.jobs(study.studyInstanceUid())));
                assertThat(node.jobs(study.studyInstanceUid())).hasSize(1);
            }
            assertThat(pacs.sent()).as("derived instances").hasSize(STUDIES);
            assertThat(pacs.sent().values())
                    .allSatisfy(times -> assertThat(times).hasValue(1));
            assertThat(node.get("/api/storage").path("purged").path("files").asInt())
                    .isPositive();
            assertThat(node.text("/q/metrics"))
                    .contains("afterimage_purged_files_total{kind=\"STUDY\",rule=\"CONFIRMED\"");
        } finally {
            run("umount", "-l", spool.toString());
        }
    }

    private static void aFullDiskIsSeenAndLeftAgain(NodeProcess node, Path spool, ChestStudies.Study study)
            throws Exception {
        Path others = Files.write(spool.resolve("others"), new byte[(DISK_MEGABYTES - 5) << 20]);
        node.await("the level FULL", LIMIT, asked -> level(asked).equals("FULL"));
        DeliveryAnswer refused = send(node, study);
        assertThat(refused.status()).hasValue(Status.OUT_OF_RESOURCES.code());
        assertThat(node.ask("/q/health/ready").statusCode()).isEqualTo(503);
        assertThat(node.ask("/q/health/live").statusCode()).isEqualTo(200);
        assertThat(node.text("/q/metrics")).contains("afterimage_receive_refused_total{reason=\"room\"} 1.0");

        // Above the watermark again, and not yet as far above as it takes.
        try (FileChannel shorter = FileChannel.open(others, StandardOpenOption.WRITE)) {
            shorter.truncate((DISK_MEGABYTES - 30L) << 20);
        }
        Thread.sleep(1500);
        assertThat(level(node)).isEqualTo("FULL");
        assertThat(send(node, study).isStored()).isFalse();
        Files.delete(others);
        node.await("room", LIMIT, asked -> asked.ask("/q/health/ready").statusCode() == 200);
        node.await("the level AMPLE", LIMIT, asked -> level(asked).equals("AMPLE"));
    }

    private static String level(NodeProcess node) {
        return node.get("/api/storage").path("level").asText();
    }

    private static boolean isConfirmed(JsonNode jobs) {
        return !jobs.isEmpty() && jobs.get(0).path("state").asText().equals("CONFIRMED");
    }

    private static void sendUntilTaken(NodeProcess node, ChestStudies.Study study) throws Exception {
        long deadline = System.nanoTime() + LIMIT.toNanos();
        while (!send(node, study).isStored()) {
            assertThat(System.nanoTime()).as("time to make room").isLessThan(deadline);
            Thread.sleep(200);
        }
    }

    private static DeliveryAnswer send(NodeProcess node, ChestStudies.Study study) throws IOException {
        return new StoreDelivery(NETWORK, "DX1", Timeouts.defaults())
                .send(study.files(), new RemoteAe("AFTERIMAGE", "127.0.0.1", node.dicomPort()))
                .get(0);
    }

    private static int store(StoreSession session, DicomObject object, String uid, int pixelBytes) throws IOException {
        DataSet dataSet = object.dataSet()
                .shallowCopy()
                .putString(Tag.STUDY_INSTANCE_UID, "2.25.88")
                .putString(Tag.SERIES_INSTANCE_UID, "2.25.8800")
                .putString(Tag.SOP_INSTANCE_UID, uid)
                .putBytes(Tag.PIXEL_DATA, VR.OW, new byte[pixelBytes]);
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        DataSetWriter.write(bytes, dataSet, SYNTAX);
        return session.store(object.sopClassUid(), uid, SYNTAX, new ByteArrayInputStream(bytes.toByteArray()))
                .code();
    }

    /** Files of instances: neither the node's journal and lock, nor those of others. */
    private static List<Path> files(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(Files::isRegularFile)
                    .filter(file -> file.toString().endsWith(".dcm"))
                    .toList();
        }
    }

    static void mount(Path folder, int megabytes) throws Exception {
        boolean mounted =
                run("mount", "-t", "tmpfs", "-o", "size=" + megabytes + "m,mode=0777", "tmpfs", folder.toString());
        String missing = "No disk can be filled: this user may not mount a file system on " + folder + ".";
        if (!mounted && Boolean.getBoolean("peers.required")) {
            throw new AssertionError(missing);
        }
        if (!mounted) {
            System.err.println("SKIPPED, " + missing);
        }
        Assumptions.assumeTrue(mounted, missing);
    }

    static boolean run(String... words) throws Exception {
        return succeeds(words)
                || succeeds(
                        Stream.concat(Stream.of("sudo", "-n"), Stream.of(words)).toArray(String[]::new));
    }

    private static boolean succeeds(String... words) throws InterruptedException {
        try {
            Process process =
                    new ProcessBuilder(words).redirectErrorStream(true).start();
            process.getInputStream().transferTo(System.err);
            return process.waitFor(10, TimeUnit.SECONDS) && process.exitValue() == 0;
        } catch (IOException e) {
            return false; // no such program
        }
    }
}
