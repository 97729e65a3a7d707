package org.afterimage.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.afterimage.dicom.data.SopClass;
import org.afterimage.dicom.io.DataSetStream;
import org.afterimage.dicom.io.Part10;
import org.afterimage.dicom.net.AssociationSettings;
import org.afterimage.dicom.net.FailureReason;
import org.afterimage.dicom.net.OperationFailedException;
import org.afterimage.dicom.net.RemoteAe;
import org.afterimage.dicom.net.SopReference;
import org.afterimage.dicom.net.StorageCommitmentFailure;
import org.afterimage.dicom.net.StorageCommitmentRequest;
import org.afterimage.dicom.net.StorageCommitmentResult;
import org.afterimage.dicom.net.Timeouts;
import org.afterimage.dicom.net.UpperLayerNetwork;
import org.afterimage.testing.NodeProcess;
import org.afterimage.testing.OrthancPeer;
import org.afterimage.testing.Peers;
import org.afterimage.testing.ProcessPeer;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A real PACS sends a study to the node and asks whether it is safe there. */
class StorageCommitmentIT {
    private static final Path SOURCE = Path.of("test-fixtures/chest-dx/001.dcm").toAbsolutePath();
    private static final SopReference NEVER_SENT = new SopReference(SopClass.CR_IMAGE, "2.25.4711");
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    @TempDir
    private Path folder;

    @Test
    void whatThePacsHasSentIsSafeAndWhatItHasNotIsNot() throws Exception {
        Peers.require("Orthanc");
        int pacsPort = ProcessPeer.freePort();
        NodeProcess.Setup setup = NodeProcess.Setup.write(folder.resolve("node"), "ORTHANC", pacsPort, "");
        try (OrthancPeer orthanc = OrthancPeer.start(folder.resolve("orthanc"), pacsPort, setup.dicomPort());
                NodeProcess node = NodeProcess.start(setup)) {
            SopReference sent = reference(SOURCE);
            orthanc.sendStudy(orthanc.upload(SOURCE).path("ParentStudy").asText());
            JsonNode report = overItsOwnAssociation(orthanc, sent);
            assertThat(report.path("Status").asText())
                    .as(report + "\n" + node.log())
                    .isEqualTo("Failure");
            assertThat(report.path("Success")).hasSize(1);
            assertThat(report.path("Success").get(0).path("SOPInstanceUID").asText())
                    .isEqualTo(sent.sopInstanceUid());
            assertThat(report.path("Failures").get(0).path("FailureReason").asInt())
                    .isEqualTo(FailureReason.NO_SUCH_OBJECT_INSTANCE.code());

            assertThat(overTheSameAssociation(node, sent).committed()).containsExactly(sent);
            Files.delete(onlyFile(folder.resolve("node/data/spool/instances")));
            assertThat(overTheSameAssociation(node, sent).failed())
                    .containsExactly(new StorageCommitmentFailure(sent, FailureReason.PROCESSING_FAILURE));
            strangersAreNotAnswered(node, sent);
        }
    }

    private static JsonNode overItsOwnAssociation(OrthancPeer orthanc, SopReference sent) throws Exception {
        String id = orthanc.post("/modalities/node/storage-commitment", """
                {"DicomInstances": [
                  {"SOPClassUID": "%s", "SOPInstanceUID": "%s"}, {"SOPClassUID": "%s", "SOPInstanceUID": "%s"}]}
                """.formatted(
                                sent.sopClassUid(),
                                sent.sopInstanceUid(),
                                NEVER_SENT.sopClassUid(),
                                NEVER_SENT.sopInstanceUid()))
                .path("ID")
                .asText();
        long end = System.nanoTime() + PATIENCE.toNanos();
        JsonNode report = orthanc.get("/storage-commitment/" + id);
        while (report.path("Status").asText().equals("Pending") && System.nanoTime() < end) {
            Thread.sleep(100);
            report = orthanc.get("/storage-commitment/" + id);
        }
        return report;
    }

    /** As the AE title that remotes.yaml has, but without a listener: the association stays open for the result. */
    private static StorageCommitmentResult overTheSameAssociation(NodeProcess node, SopReference sent)
            throws Exception {
        return commit(node, "ORTHANC", sent);
    }

    private static void strangersAreNotAnswered(NodeProcess node, SopReference sent) {
        Assertions.assertThatThrownBy(() -> commit(node, "STRANGER", sent))
                .isInstanceOf(OperationFailedException.class)
                .hasMessageContaining("0124H");
    }

    private static StorageCommitmentResult commit(NodeProcess node, String calling, SopReference sent)
            throws Exception {
        return new UpperLayerNetwork()
                .commit(
                        AssociationSettings.of(calling, Timeouts.defaults()),
                        new RemoteAe("AFTERIMAGE", "127.0.0.1", node.dicomPort()),
                        StorageCommitmentRequest.of(List.of(sent)),
                        PATIENCE);
    }

    private static SopReference reference(Path file) throws Exception {
        try (DataSetStream stream = Part10.openDataSet(file)) {
            return new SopReference(stream.sopClassUid(), stream.sopInstanceUid());
        }
    }

    private static Path onlyFile(Path below) throws Exception {
        try (Stream<Path> files = Files.walk(below)) {
            List<Path> all = files.filter(Files::isRegularFile).toList();
            assertThat(all).hasSize(1);
            return all.get(0);
        }
    }
}
