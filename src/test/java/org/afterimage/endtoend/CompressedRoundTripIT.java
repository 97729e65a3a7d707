package org.afterimage.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.afterimage.deliver.StoreDelivery;
import org.afterimage.dicom.data.DataSet;
import org.afterimage.dicom.data.Tag;
import org.afterimage.dicom.io.DicomObject;
import org.afterimage.dicom.io.Limits;
import org.afterimage.dicom.io.Part10;
import org.afterimage.dicom.io.TransferSyntax;
import org.afterimage.dicom.net.RemoteAe;
import org.afterimage.dicom.net.Timeouts;
import org.afterimage.dicom.net.UpperLayerNetwork;
import org.afterimage.dicom.pixel.PixelFormat;
import org.afterimage.dicom.pixel.PixelReader;
import org.afterimage.dicom.pixel.PixelWriter;
import org.afterimage.testing.NodeProcess;
import org.afterimage.testing.Peers;
import org.afterimage.testing.ProcessPeer;
import org.afterimage.testing.Validator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A source in JPEG-LS is worked on, and its derived series goes out in JPEG 2000, as the remote asks. */
class CompressedRoundTripIT {
    private static final Duration LIMIT = Duration.ofMinutes(2);

    @TempDir
    private Path folder;

    @Test
    void aCompressedSourceGivesADerivedSeriesInTheRemotesTransferSyntax() throws Exception {
        Peers.require("storescp");
        int pacsPort = ProcessPeer.freePort();
        Path store = Files.createDirectories(folder.resolve("pacs"));
        NodeProcess.Setup setup = NodeProcess.Setup.write(folder.resolve("node"), "PACS", pacsPort, "");
        Files.writeString(setup.folder().resolve("dicom-conf/remotes.yaml"), """
                remotes:
                  - { aeTitle: PACS, host: 127.0.0.1, port: %d, derivedTransferSyntax: jpeg2000-lossless }
                """.formatted(pacsPort));
        DicomObject plain = Part10.read(Path.of("test-fixtures/chest-dx/001.dcm"), Limits.defaults());
        int[] stored = PixelReader.frame(plain, 0);
        try (ProcessPeer pacs = ProcessPeer.start(store, "storescp", "+xv", "-aet", "PACS", pacsPort);
                NodeProcess node = NodeProcess.start(setup)) {
            pacs.awaitPort(pacsPort);
            new StoreDelivery(new UpperLayerNetwork(), "MODALITY", Timeouts.defaults())
                    .send(
                            List.of(compressed(plain, stored)),
                            new RemoteAe("AFTERIMAGE", "127.0.0.1", setup.dicomPort()))
                    .forEach(answer ->
                            assertThat(answer.isStored()).as(answer.message()).isTrue());
            String study = plain.dataSet().string(Tag.STUDY_INSTANCE_UID).orElseThrow();
            JsonNode job = node.awaitJob(study, LIMIT);
            assertThat(job.path("state").asText()).as(job.toString()).isEqualTo("SENT");

            DicomObject derived = Part10.read(onlyFile(store), Limits.defaults());
            assertThat(derived.transferSyntax()).isEqualTo(TransferSyntax.JPEG_2000_LOSSLESS);
            assertThat(derived.dataSet().string(Tag.SYNTHETIC_DATA)).contains("YES");
            assertThat(derived.dataSet().string(Tag.LOSSY_IMAGE_COMPRESSION))
                    .isEqualTo(plain.dataSet().string(Tag.LOSSY_IMAGE_COMPRESSION))
                    .isNotEqualTo(Optional.of("01"));
            assertThat(PixelReader.frame(derived, 0)).hasSameSizeAs(stored).isNotEqualTo(stored);
            assertThat(Validator.errors(onlyFile(store))).isEmpty();
        }
    }

    private Path compressed(DicomObject plain, int[] stored) throws Exception {
        DataSet image = plain.dataSet().shallowCopy();
        image.put(PixelWriter.element(stored, PixelFormat.of(image), TransferSyntax.JPEG_LS_LOSSLESS));
        Path file = folder.resolve("jpeg-ls.dcm");
        Part10.write(file, image, TransferSyntax.JPEG_LS_LOSSLESS);
        return file;
    }

    private static Path onlyFile(Path store) throws Exception {
        try (Stream<Path> files = Files.list(store)) {
            return files.filter(file -> !file.toString().endsWith(".log"))
                    .findFirst()
                    .orElseThrow();
        }
    }
}
