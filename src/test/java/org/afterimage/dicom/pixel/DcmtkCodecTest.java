package org.afterimage.dicom.pixel;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import org.afterimage.dicom.data.DataSet;
import org.afterimage.dicom.data.Tag;
import org.afterimage.dicom.io.DicomObject;
import org.afterimage.dicom.io.Limits;
import org.afterimage.dicom.io.Part10;
import org.afterimage.dicom.io.TransferSyntax;
import org.afterimage.testing.ProcessPeer;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What dcmtk compresses is decoded as dcmtk decodes it; what this node compresses, dcmtk and GDCM decode to the same pixels. */
class DcmtkCodecTest {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final String CHEST = "chest-dx/001.dcm";
    private static final String SIGNED_CT = "thorax-ct/006.dcm";

    @TempDir
    private Path folder;

    @ParameterizedTest
    @CsvSource({
        "dcmcjpeg, +e1, chest-dx/001.dcm, 1.2.840.10008.1.2.4.70, dcmdjpeg",
        "dcmcjpeg, +e1, thorax-ct/006.dcm, 1.2.840.10008.1.2.4.70, dcmdjpeg",
        "dcmcjpeg, +el +sv 2, thorax-ct/006.dcm, 1.2.840.10008.1.2.4.57, dcmdjpeg",
        "dcmcjpeg, +el +sv 4, head-mr/t1/010.dcm, 1.2.840.10008.1.2.4.57, dcmdjpeg",
        "dcmcjpeg, +el +sv 6, chest-cr/001.dcm, 1.2.840.10008.1.2.4.57, dcmdjpeg",
        "dcmcjpeg, +el +sv 7, chest-dx/001.dcm, 1.2.840.10008.1.2.4.57, dcmdjpeg",
        "dcmcjpls, +el, chest-dx/001.dcm, 1.2.840.10008.1.2.4.80, dcmdjpls",
        "dcmcjpls, +el, thorax-ct/006.dcm, 1.2.840.10008.1.2.4.80, dcmdjpls",
        "dcmcrle, , thorax-ct/006.dcm, 1.2.840.10008.1.2.5, dcmdrle"
    })
    void whatDcmtkCompressesWithoutLossIsTheOriginal(
            String compress, String options, String fixture, String syntax, String decompress) throws IOException {
        DicomObject compressed = compressed(compress, options, fixture);

        assertThat(compressed.transferSyntax().uid()).isEqualTo(syntax);
        assertThat(stored(compressed)).isEqualTo(stored(read(Images.fixture(fixture))));
        dcmtk(decompress, folder.resolve("compressed.dcm"), folder.resolve("again.dcm"));
        assertThat(stored(compressed)).isEqualTo(stored(read(folder.resolve("again.dcm"))));
    }

    @ParameterizedTest
    @CsvSource({
        // Largest difference to dcmtk's decoder: JPEG leaves the rounding of the transform to the decoder, JPEG-LS
        // leaves nothing.
        "dcmcjpeg, +eb +q 90, chest-dx/001.dcm, 1.2.840.10008.1.2.4.50, dcmdjpeg, 1",
        "dcmcjpeg, +ee +q 90, chest-dx/001.dcm, 1.2.840.10008.1.2.4.51, dcmdjpeg, 1",
        "dcmcjpeg, +ee +q 60, chest-cr/001.dcm, 1.2.840.10008.1.2.4.51, dcmdjpeg, 1",
        "dcmcjpls, +en +md 3, chest-dx/001.dcm, 1.2.840.10008.1.2.4.81, dcmdjpls, 0",
        "dcmcjpls, +en +md 1, head-mr/t2/010.dcm, 1.2.840.10008.1.2.4.81, dcmdjpls, 0"
    })
    void whatDcmtkCompressesWithLossIsDecodedAsDcmtkDoes(
            String compress, String options, String fixture, String syntax, String decompress, int tolerance)
            throws IOException {
        DicomObject compressed = compressed(compress, options, fixture);
        assertThat(compressed.transferSyntax().uid()).isEqualTo(syntax);

        dcmtk(decompress, folder.resolve("compressed.dcm"), folder.resolve("again.dcm"));
        int[] theirs = stored(read(folder.resolve("again.dcm")));
        int[] ours = stored(compressed);
        assertThat(ours).hasSameSizeAs(theirs);
        int largest = 0;
        for (int i = 0; i < ours.length; i++) {
            largest = Math.max(largest, Math.abs(ours[i] - theirs[i]));
        }
        assertThat(largest).isLessThanOrEqualTo(tolerance);
    }

    @ParameterizedTest
    @CsvSource({
        "1.2.840.10008.1.2.5, chest-dx/001.dcm, dcmdrle",
        "1.2.840.10008.1.2.5, thorax-ct/006.dcm, dcmdrle",
        "1.2.840.10008.1.2.4.80, chest-dx/001.dcm, dcmdjpls",
        "1.2.840.10008.1.2.4.80, thorax-ct/006.dcm, dcmdjpls",
        "1.2.840.10008.1.2.4.80, head-mr/t1/010.dcm, gdcmconv --raw",
        "1.2.840.10008.1.2.4.90, chest-dx/001.dcm, gdcmconv --raw",
        "1.2.840.10008.1.2.4.90, thorax-ct/006.dcm, gdcmconv --raw"
    })
    void whatThisNodeCompressesOthersDecodeToTheSamePixels(String uid, String fixture, String decompress)
            throws IOException {
        TransferSyntax syntax = TransferSyntax.of(uid).orElseThrow();
        DicomObject original = read(Images.fixture(fixture));
        int[] stored = stored(original);
        DataSet image = original.dataSet().shallowCopy();
        image.put(PixelWriter.element(stored, PixelFormat.of(image), syntax));
        Path ours = folder.resolve("ours.dcm");
        Part10.write(ours, image, syntax);

        dcmtk(decompress, ours, folder.resolve("again.dcm"));
        DicomObject again = read(folder.resolve("again.dcm"));
        assertThat(again.transferSyntax().encapsulated()).isFalse();
        assertThat(stored(again)).isEqualTo(stored);
        assertThat(again.dataSet().string(Tag.SOP_INSTANCE_UID)).isEqualTo(image.string(Tag.SOP_INSTANCE_UID));
    }

    @ParameterizedTest
    @CsvSource({CHEST, SIGNED_CT})
    void theFixturesDifferInSign(String fixture) throws IOException {
        assertThat(PixelFormat.of(read(Images.fixture(fixture)).dataSet()).signed())
                .isEqualTo(fixture.equals(SIGNED_CT));
    }

    private DicomObject compressed(String program, String options, String fixture) throws IOException {
        DicomObject object = read(Images.fixture(fixture));
        Path plain = folder.resolve("plain.dcm"); // Some fixtures are compressed; dcmtk's programs take plain ones.
        Part10.write(plain, PixelWriter.uncompressed(object), TransferSyntax.EXPLICIT_VR_LITTLE_ENDIAN);
        Path target = folder.resolve("compressed.dcm");
        dcmtk(program + (options == null ? "" : " " + options), plain, target);
        return read(target);
    }

    private static DicomObject read(Path file) throws IOException {
        return Part10.read(file, Limits.defaults());
    }

    private static int[] stored(DicomObject object) throws IOException {
        return PixelReader.frame(object, 0);
    }

    private void dcmtk(String command, Path source, Path target) {
        String[] words = command.split(" ");
        Object[] arguments = new Object[words.length + 1];
        System.arraycopy(words, 1, arguments, 0, words.length - 1);
        arguments[words.length - 1] = source;
        arguments[words.length] = target;
        ProcessPeer.Result result = ProcessPeer.run(folder, PATIENCE, words[0], arguments);
        assertThat(result.exitStatus())
                .describedAs(Arrays.toString(arguments) + result.output())
                .isZero();
    }
}
