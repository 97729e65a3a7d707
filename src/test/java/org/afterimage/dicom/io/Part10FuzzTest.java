package org.afterimage.dicom.io;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.afterimage.dicom.data.DataSet;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.provider.MethodSource;

/** Any file is a DICOM object or a {@link DicomFormatException}, however much of it is read. */
class Part10FuzzTest {

    private static final Limits LIMITS = new Limits(1 << 20, 8, 1000, 5000, 4 << 20, 4 << 20, 500, 16);

    @TempDir
    Path folder;

    @MethodSource("seeds")
    @FuzzTest
    void anyFile(byte[] bytes) throws IOException {
        Path file = folder.resolve("object.dcm");
        Files.write(file, bytes);
        try {
            DataSet header = Part10.readHeader(file, LIMITS).dataSet();
            DicomObject whole = Part10.read(file, LIMITS);
            assertThat(whole.dataSet().size()).isGreaterThanOrEqualTo(header.size());
            whole.sopClassUid();
            whole.sopInstanceUid();
        } catch (DicomFormatException refused) {
            assertThat(refused.getMessage()).endsWith(".");
        }
        try (DataSetStream stream = Part10.openDataSet(file)) {
            assertThat(count(stream.bytes())).isEqualTo(stream.length());
        } catch (DicomFormatException refused) {
            assertThat(refused.getMessage()).endsWith(".");
        }
    }

    static Stream<byte[]> seeds() {
        return Stream.of(
                file(SampleDataSets.withNativePixels(), TransferSyntax.EXPLICIT_VR_LITTLE_ENDIAN),
                file(SampleDataSets.withNativePixels(), TransferSyntax.IMPLICIT_VR_LITTLE_ENDIAN),
                file(SampleDataSets.withNativePixels(), TransferSyntax.DEFLATED_EXPLICIT_VR_LITTLE_ENDIAN),
                file(SampleDataSets.withRlePixels(), TransferSyntax.RLE_LOSSLESS));
    }

    private static byte[] file(DataSet dataSet, TransferSyntax syntax) {
        try {
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            Part10.begin(out, "1.2.840.10008.5.1.4.1.1.7", "2.25.1", syntax, "SAMPLE");
            DataSetWriter.write(out, dataSet, syntax);
            return out.toByteArray();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static long count(InputStream in) throws IOException {
        long count = 0;
        byte[] buffer = new byte[8192];
        for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
            count += read;
        }
        return count;
    }
}
