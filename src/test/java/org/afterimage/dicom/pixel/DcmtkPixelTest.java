package org.afterimage.dicom.pixel;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.afterimage.dicom.data.Tag;
import org.afterimage.dicom.io.DicomObject;
import org.afterimage.dicom.io.Limits;
import org.afterimage.dicom.io.Part10;
import org.afterimage.dicom.io.TransferSyntax;
import org.afterimage.testing.ProcessPeer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Pixels of the fixtures are the same read by this project and by dcmtk. */
class DcmtkPixelTest {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @TempDir
    private Path folder;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "chest-dx/001.dcm",
                "chest-cr/001.dcm",
                "head-mr/t1/010.dcm",
                "head-mr/t2/010.dcm",
                "thorax-ct/006.dcm"
            })
    void aFixtureHasThePixelsThatDcmtkSees(String fixture) throws IOException {
        Path source = Images.fixture(fixture).toAbsolutePath();
        Path uncompressed = folder.resolve("native.dcm");
        dcmtk("dcmdrle", source, uncompressed);
        dcmtk("dcmdump", "+W", folder, uncompressed);

        DicomObject object = Part10.read(source, Limits.defaults());
        assertThat(PixelReader.frame(object, 0)).isEqualTo(rawPixels(PixelFormat.of(object.dataSet())));
        assertThat(PixelReader.frame(Part10.read(uncompressed, Limits.defaults()), 0))
                .isEqualTo(PixelReader.frame(object, 0));
    }

    @ParameterizedTest
    @ValueSource(strings = {"+te", "+tb", "+ti", "+td"})
    void pixelsAreTheSameInEveryUncompressedTransferSyntax(String option) throws IOException {
        Path source = Images.fixture("head-mr/t1/001.dcm").toAbsolutePath();
        Path converted = folder.resolve("converted.dcm");
        dcmtk("dcmconv", option, source, converted);

        DicomObject object = Part10.read(converted, Limits.defaults());

        assertThat(PixelReader.frame(object, 0))
                .isEqualTo(PixelReader.frame(Part10.read(source, Limits.defaults()), 0));
        assertThat(object.dataSet().string(Tag.PATIENT_NAME)).contains("Παράδειγμα^Ελένη");
    }

    @Test
    void pixelsCompressedByDcmtkAreDecoded() throws IOException {
        Path source = Images.fixture("chest-dx/001.dcm").toAbsolutePath();
        Path compressed = folder.resolve("rle.dcm");
        dcmtk("dcmcrle", source, compressed);

        DicomObject object = Part10.read(compressed, Limits.defaults());

        assertThat(object.transferSyntax()).isEqualTo(TransferSyntax.RLE_LOSSLESS);
        assertThat(PixelReader.frame(object, 0))
                .isEqualTo(PixelReader.frame(Part10.read(source, Limits.defaults()), 0));
    }

    private int[] rawPixels(PixelFormat format) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            List<Path> raw =
                    files.filter(file -> file.toString().endsWith(".raw")).toList();
            assertThat(raw).hasSize(1);
            ByteBuffer words = ByteBuffer.wrap(Files.readAllBytes(raw.get(0))).order(ByteOrder.LITTLE_ENDIAN);
            int[] pixels = new int[(int) format.frameSamples()];
            for (int i = 0; i < pixels.length; i++) {
                pixels[i] = format.signed() ? words.getShort() : Short.toUnsignedInt(words.getShort());
            }
            return pixels;
        }
    }

    private void dcmtk(String program, Object... arguments) {
        ProcessPeer.Result result = ProcessPeer.run(folder, PATIENCE, program, arguments);
        assertThat(result.exitStatus()).describedAs(result.output()).isZero();
    }
}
