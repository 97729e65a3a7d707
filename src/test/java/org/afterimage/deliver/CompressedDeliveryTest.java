package org.afterimage.deliver;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.afterimage.dicom.data.DataSet;
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
import org.afterimage.testing.ProcessPeer;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Compressed files reach dcmtk's storescp as they are where it takes them, and uncompressed where it does not. */
class CompressedDeliveryTest {

    @TempDir
    private Path folder;

    @ParameterizedTest
    @CsvSource({
        "1.2.840.10008.1.2.4.90, +xv, 1.2.840.10008.1.2.4.90",
        "1.2.840.10008.1.2.4.80, +xt, 1.2.840.10008.1.2.4.80",
        "1.2.840.10008.1.2.5, +xr, 1.2.840.10008.1.2.5",
        "1.2.840.10008.1.2.4.90, +xi, 1.2.840.10008.1.2",
        "1.2.840.10008.1.2.4.80, +xi, 1.2.840.10008.1.2",
        "1.2.840.10008.1.2.5, +xi, 1.2.840.10008.1.2"
    })
    void theDestinationGetsTheSamePixels(String sent, String accepting, String received) throws Exception {
        DicomObject original = Part10.read(Path.of("test-fixtures/chest-dx/001.dcm"), Limits.defaults());
        int[] stored = PixelReader.frame(original, 0);
        TransferSyntax syntax = TransferSyntax.of(sent).orElseThrow();
        DataSet image = original.dataSet().shallowCopy();
        image.put(PixelWriter.element(stored, PixelFormat.of(image), syntax));
        Path file = folder.resolve("sent.dcm");
        Part10.write(file, image, syntax);
        Path inbox = Files.createDirectories(folder.resolve("inbox"));
        int port = ProcessPeer.freePort();

        try (ProcessPeer storescp = ProcessPeer.start(folder, "storescp", accepting, "-od", inbox, port)) {
            storescp.awaitPort(port);
            List<DeliveryAnswer> answers = new StoreDelivery(new UpperLayerNetwork(), "AFTERIMAGE", Timeouts.defaults())
                    .send(List.of(file), new RemoteAe("STORESCP", "127.0.0.1", port));
            assertThat(answers)
                    .singleElement()
                    .satisfies(answer -> assertThat(answer.isStored())
                            .describedAs(answer.message())
                            .isTrue());
        }

        try (Stream<Path> files = Files.list(inbox)) {
            DicomObject stands = Part10.read(files.findFirst().orElseThrow(), Limits.defaults());
            assertThat(stands.transferSyntax().uid()).isEqualTo(received);
            assertThat(PixelReader.frame(stands, 0)).isEqualTo(stored);
        }
    }
}
