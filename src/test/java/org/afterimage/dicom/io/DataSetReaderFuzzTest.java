package org.afterimage.dicom.io;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.stream.Stream;
import org.afterimage.dicom.data.DataSet;
import org.afterimage.dicom.data.Element;
import org.afterimage.dicom.data.Tag;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Any bytes are a data set or a {@link DicomFormatException}. What was read can be looked at, and is the same after it was written
 * and read again.
 */
class DataSetReaderFuzzTest {

    /** Small enough that a fuzzer can reach them, and a heap of 256 MB holds many times as much. */
    private static final Limits LIMITS = new Limits(1 << 20, 8, 1000, 5000, 4 << 20, 4 << 20, 500, 1024);

    @MethodSource("implicitSeeds")
    @FuzzTest
    void implicitVr(byte[] bytes) throws IOException {
        readAndWrite(bytes, TransferSyntax.IMPLICIT_VR_LITTLE_ENDIAN);
    }

    /** The first byte chooses the byte order, and whether pixel data is encapsulated. */
    @MethodSource("explicitSeeds")
    @FuzzTest
    void explicitVr(byte[] bytes) throws IOException {
        if (bytes.length == 0) {
            return;
        }
        TransferSyntax syntax = switch (bytes[0] & 3) {
            case 0 -> TransferSyntax.EXPLICIT_VR_LITTLE_ENDIAN;
            case 1 -> TransferSyntax.EXPLICIT_VR_BIG_ENDIAN;
            default -> TransferSyntax.RLE_LOSSLESS;
        };
        readAndWrite(Arrays.copyOfRange(bytes, 1, bytes.length), syntax);
    }

    @MethodSource("deflatedSeeds")
    @FuzzTest
    void deflated(byte[] bytes) throws IOException {
        readAndWrite(bytes, TransferSyntax.DEFLATED_EXPLICIT_VR_LITTLE_ENDIAN);
    }

    static Stream<byte[]> implicitSeeds() {
        return Stream.of(
                SampleDataSets.encode(SampleDataSets.withNativePixels(), TransferSyntax.IMPLICIT_VR_LITTLE_ENDIAN));
    }

    static Stream<byte[]> explicitSeeds() {
        byte[] little =
                SampleDataSets.encode(SampleDataSets.withNativePixels(), TransferSyntax.EXPLICIT_VR_LITTLE_ENDIAN);
        byte[] big = Bytes.bigEndian()
                .explicit(Tag.MODALITY, "CS", "CT")
                .explicitLong(Tag.ANATOMIC_REGION_SEQUENCE, "SQ", Bytes.UNDEFINED)
                .item(Bytes.bigEndian().explicit(Tag.CODE_VALUE, "SH", "1234").toArray())
                .endOfSequence()
                .explicit(Tag.ROWS, "US", new byte[] {1, 0})
                .explicitLong(Tag.PIXEL_DATA, "OW", new byte[] {0, 1, 2, 3})
                .toArray();
        byte[] encapsulated = SampleDataSets.encode(SampleDataSets.withRlePixels(), TransferSyntax.RLE_LOSSLESS);
        return Stream.of(chosen(0, little), chosen(1, big), chosen(2, encapsulated));
    }

    static Stream<byte[]> deflatedSeeds() {
        return Stream.of(SampleDataSets.encode(
                SampleDataSets.withNativePixels(), TransferSyntax.DEFLATED_EXPLICIT_VR_LITTLE_ENDIAN));
    }

    private static byte[] chosen(int choice, byte[] bytes) {
        byte[] input = new byte[bytes.length + 1];
        input[0] = (byte) choice;
        System.arraycopy(bytes, 0, input, 1, bytes.length);
        return input;
    }

    private static void readAndWrite(byte[] bytes, TransferSyntax syntax) throws IOException {
        DataSet dataSet;
        try {
            dataSet = new DataSetReader(new ByteArrayInputStream(bytes), syntax, LIMITS).read();
        } catch (DicomFormatException refused) {
            assertThat(refused.getMessage()).endsWith(".");
            return;
        }
        lookAt(dataSet);
        TransferSyntax written = syntax.bigEndian() ? TransferSyntax.EXPLICIT_VR_LITTLE_ENDIAN : syntax;
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try {
            DataSetWriter.write(out, dataSet, written);
        } catch (IllegalArgumentException pixelDataOfTheOtherKind) {
            assertThat(dataSet.contains(Tag.PIXEL_DATA)).isTrue();
            return;
        }
        DataSet again =
                new DataSetReader(new ByteArrayInputStream(out.toByteArray()), written, Limits.defaults()).read();
        ByteArrayOutputStream secondOut = new ByteArrayOutputStream();
        DataSetWriter.write(secondOut, again, written);
        // Odd lengths get their padding once; from then on nothing changes any more.
        assertThat(secondOut.toByteArray()).isEqualTo(out.toByteArray());
    }

    private static void lookAt(DataSet dataSet) {
        dataSet.characterSet();
        for (Element element : dataSet) {
            dataSet.strings(element.tag());
            dataSet.decimals(element.tag());
            dataSet.integers(element.tag());
            dataSet.items(element.tag()).forEach(DataSetReaderFuzzTest::lookAt);
        }
    }
}
