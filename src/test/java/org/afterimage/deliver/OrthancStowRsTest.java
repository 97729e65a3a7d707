package org.afterimage.deliver;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.afterimage.dicom.data.Tag;
import org.afterimage.dicom.io.DicomObject;
import org.afterimage.dicom.io.Limits;
import org.afterimage.dicom.io.Part10;
import org.afterimage.dicom.net.SopReference;
import org.afterimage.dicom.net.UpperLayerNetwork;
import org.afterimage.dicom.pixel.PixelReader;
import org.afterimage.node.NodeConfiguration;
import org.afterimage.testing.OrthancPeer;
import org.afterimage.testing.ProcessPeer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A real Orthanc with its DICOMweb plugin stores what it is sent by STOW-RS, and confirms it. */
class OrthancStowRsTest {
    private static final Path CHEST = Path.of("test-fixtures/chest-cr/001.dcm");

    @TempDir
    private Path folder;

    @Test
    void orthancStoresAndConfirmsWhatItIsSent() throws Exception {
        try (OrthancPeer orthanc = OrthancPeer.startWithDicomWeb(
                folder.resolve("orthanc"), ProcessPeer.freePort(), ProcessPeer.freePort(), Map.of())) {
            DicomObject sent = Part10.read(CHEST, Limits.defaults());
            NodeConfiguration configuration = configuration(orthanc, "qido");
            DestinationConnections connections = new DestinationConnections(configuration, new UpperLayerNetwork());
            Destination destination = connections.to(configuration.remote("WEB").orElseThrow());
            assertThat(destination.probe()).isEmpty();
            // Twice: what goes again after a crash is stored as well.
            for (int i = 0; i < 2; i++) {
                assertThat(destination.send(List.of(CHEST), answer -> true))
                        .singleElement()
                        .satisfies(answer -> assertThat(answer.isStored())
                                .as(answer.message())
                                .isTrue());
            }
            String id = orthanc.lookUp(sent.sopInstanceUid()).orElseThrow();
            DicomObject stands = Part10.read(orthanc.download(id, folder.resolve("stands.dcm")), Limits.defaults());
            assertThat(PixelReader.frame(stands, 0)).isEqualTo(PixelReader.frame(sent, 0));

            SentInstance kept = instance(sent, sent.sopInstanceUid());
            SentInstance lost = instance(sent, "2.25.1");
            for (String way : List.of("qido", "wado")) {
                NodeConfiguration asked = configuration(orthanc, way);
                Map<String, ConfirmationAnswer> answers = new DestinationConnections(asked, new UpperLayerNetwork())
                        .confirmer(asked.remote("WEB").orElseThrow())
                        .orElseThrow()
                        .ask(List.of(kept, lost));
                assertThat(answers.get(sent.sopInstanceUid()).kept()).as(way).isTrue();
                assertThat(answers.get("2.25.1").kept()).as(way).isFalse();
            }
        }
    }

    private static SentInstance instance(DicomObject object, String uid) {
        return new SentInstance(
                object.dataSet().string(Tag.STUDY_INSTANCE_UID).orElseThrow(),
                object.dataSet().string(Tag.SERIES_INSTANCE_UID).orElseThrow(),
                new SopReference(object.sopClassUid(), uid));
    }

    private NodeConfiguration configuration(OrthancPeer orthanc, String confirm) throws Exception {
        Files.writeString(folder.resolve("node.yaml"), "aeTitles: [A]\n");
        Files.writeString(folder.resolve("remotes.yaml"), """
                remotes:
                  - { aeTitle: WEB, confirm: %s, stowRs: { url: '%s' } }
                """.formatted(confirm, orthanc.dicomWebUrl()));
        return NodeConfiguration.read(folder);
    }
}
