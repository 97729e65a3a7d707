package org.afterimage.dicom.io;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.afterimage.dicom.data.DataSet;
import org.afterimage.dicom.data.Tag;
import org.afterimage.testing.ProcessPeer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** The studies of this repository, read whole. */
class FixturesTest {

    private static final Path FIXTURES = Path.of("test-fixtures");

    @TempDir
    private Path folder;

    static List<Path> fixtures() throws IOException {
        try (Stream<Path> files = Files.walk(FIXTURES)) {
            return files.filter(file -> file.toString().endsWith(".dcm"))
                    .sorted()
                    .toList();
        }
    }

    @ParameterizedTest
    @MethodSource("fixtures")
    void everyDataSetIsWrittenBackByteForByte(Path fixture) throws IOException {
        DicomObject object = Part10.read(fixture, Limits.defaults());
        ByteArrayOutputStream written = new ByteArrayOutputStream();

        DataSetWriter.write(written, object.dataSet(), object.transferSyntax());

        try (DataSetStream stream = Part10.openDataSet(fixture)) {
            assertThat(written.toByteArray()).isEqualTo(stream.bytes().readAllBytes());
        }
    }

    @ParameterizedTest
    @CsvSource({
        "chest-dx/001.dcm, Prüfstück^Jörg^^Dr.",
        "chest-cr/001.dcm, Kakuu^Takuma=架空^拓真=かくう^たくま",
        "head-mr/t1/001.dcm, Παράδειγμα^Ελένη",
        "head-mr/t2/001.dcm, Παράδειγμα^Ελένη",
        "thorax-ct/001.dcm, Échantillon^Zoë",
        "refused/lateral/001.dcm, Örnek^Yan"
    })
    void namesAreShownAsTheyWereWritten(String fixture, String name) throws IOException {
        DataSet dataSet =
                Part10.readHeader(FIXTURES.resolve(fixture), Limits.defaults()).dataSet();

        assertThat(dataSet.string(Tag.PATIENT_NAME)).contains(name);
    }

    @Test
    void aBackslashInsideAKanjiIsPartOfTheText() throws IOException {
        DataSet dataSet = Part10.readHeader(FIXTURES.resolve("chest-cr/001.dcm"), Limits.defaults())
                .dataSet();

        assertThat(dataSet.string(Tag.IMAGE_COMMENTS).orElseThrow())
                .contains("本")
                .doesNotContain("\\");
    }

    @ParameterizedTest
    @CsvSource({"+te", "+ti", "+td", "+tb"})
    void dcmtksConversionsHoldTheSameDataSet(String option) throws IOException {
        Path source = FIXTURES.resolve("chest-dx/001.dcm").toAbsolutePath();
        Path converted = folder.resolve("converted.dcm");
        ProcessPeer.Result result =
                ProcessPeer.run(folder, Duration.ofSeconds(60), "dcmconv", option, source, converted);
        assertThat(result.exitStatus()).describedAs(result.output()).isZero();

        // In Implicit VR, because private elements have lost their VR in one of the conversions.
        assertThat(implicitVr(converted)).isEqualTo(implicitVr(source));
    }

    @Test
    void dcmtkReadsWhatIsWrittenHere() throws IOException {
        DicomObject object = Part10.read(FIXTURES.resolve("chest-dx/001.dcm"), Limits.defaults());
        for (TransferSyntax syntax : List.of(
                TransferSyntax.EXPLICIT_VR_LITTLE_ENDIAN,
                TransferSyntax.IMPLICIT_VR_LITTLE_ENDIAN,
                TransferSyntax.DEFLATED_EXPLICIT_VR_LITTLE_ENDIAN)) {
            Path file = folder.resolve(syntax.uid() + ".dcm");
            Part10.write(file, object.dataSet(), syntax);

            ProcessPeer.Result dump =
                    ProcessPeer.run(folder, Duration.ofSeconds(60), "dcmdump", "-q", "+P", "7fe0,0010", file);

            assertThat(dump.exitStatus()).describedAs(dump.output()).isZero();
            assertThat(dump.output()).contains("PixelData").contains("9732096");
        }
    }

    private static byte[] implicitVr(Path file) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        DataSetWriter.write(
                out, Part10.read(file, Limits.defaults()).dataSet(), TransferSyntax.IMPLICIT_VR_LITTLE_ENDIAN);
        return out.toByteArray();
    }
}
