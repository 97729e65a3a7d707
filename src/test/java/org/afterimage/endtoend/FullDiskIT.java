package org.afterimage.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
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
import org.afterimage.testing.NodeProcess;
import org.afterimage.testing.ProcessPeer;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A disk that is full in the middle of a store: status A700H, nothing half-written, and recovery without a restart. The disk is real, a
 * memory file system of 4 MB under the spool; mounting it needs root, or sudo without a password.
 */
class FullDiskIT {
    private static final TransferSyntax SYNTAX = TransferSyntax.EXPLICIT_VR_LITTLE_ENDIAN;
    private static final DicomNetwork NETWORK = new UpperLayerNetwork();

    @TempDir
    private Path folder;

    @Test
    void aFullDiskIsAnsweredWithOutOfResourcesLeavesNothingHalfWrittenAndIsRecoveredFromWithoutARestart()
            throws Exception {
        NodeProcess.Setup setup = NodeProcess.Setup.write(folder, "FULL", ProcessPeer.freePort(), "");
        Path spool = Files.createDirectories(folder.resolve("data/spool"));
        mountFourMegabytes(spool);
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

    private static void mountFourMegabytes(Path folder) throws Exception {
        boolean mounted = run("mount", "-t", "tmpfs", "-o", "size=4m,mode=0777", "tmpfs", folder.toString());
        String missing = "No disk can be filled: this user may not mount a file system on " + folder + ".";
        if (!mounted && Boolean.getBoolean("peers.required")) {
            throw new AssertionError(missing);
        }
        if (!mounted) {
            System.err.println("SKIPPED, " + missing);
        }
        Assumptions.assumeTrue(mounted, missing);
    }

    private static boolean run(String... words) throws Exception {
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
