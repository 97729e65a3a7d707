package org.afterimage.dicom.io;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;
import org.afterimage.dicom.data.DataSet;
import org.afterimage.dicom.data.Element;
import org.afterimage.dicom.data.Tag;
import org.afterimage.dicom.data.VR;
import org.afterimage.dicom.pixel.PixelReader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Deflated files are read with little memory, and passed on as they are. */
class DeflatedFileTest {

    private static final TransferSyntax DEFLATED = TransferSyntax.DEFLATED_EXPLICIT_VR_LITTLE_ENDIAN;

    /** Far less than the pixel data below. */
    private static final Limits LITTLE = new Limits(1 << 20, 32, 1000, 1000, 1 << 20, 1L << 30, 2000, 64 << 10);

    private static final int FRAMES = 40;
    private static final int FRAME_BYTES = 512 * 512 * 2;

    @TempDir
    Path folder;

    @Test
    void longValuesAreNotHeldInMemory() throws IOException {
        Path file = write(image());

        DataSet read = Part10.read(file, LITTLE).dataSet();

        Element.Bulk pixelData = (Element.Bulk) read.get(Tag.PIXEL_DATA).orElseThrow();
        assertThat(pixelData.deflated()).isTrue();
        assertThat(pixelData.length()).isEqualTo((long) FRAMES * FRAME_BYTES);
        assertThat(read.get(Tag.MODALITY)).isEqualTo(image().get(Tag.MODALITY));
    }

    @Test
    void anyFrameIsInflatedWhenItIsAskedFor() throws IOException {
        DicomObject object = Part10.read(write(image()), LITTLE);

        for (int frame : new int[] {0, 7, FRAMES - 1}) {
            int[] stored = PixelReader.frame(object, frame);
            assertThat(stored[0]).isEqualTo(frame);
            assertThat(stored[1000]).isEqualTo(1000 + frame);
            assertThat(stored[stored.length - 1]).isEqualTo(((stored.length - 1) % 4000) + frame);
        }
    }

    @Test
    void whatIsLeftInADeflatedFileIsWrittenInAnySyntax() throws IOException {
        DataSet read = Part10.read(write(image()), LITTLE).dataSet();

        for (TransferSyntax syntax : List.of(TransferSyntax.EXPLICIT_VR_LITTLE_ENDIAN, DEFLATED)) {
            Path copy = folder.resolve("copy.dcm");
            Part10.write(copy, read, syntax);
            Limits roomy = Limits.defaults().withBulkThreshold(Long.MAX_VALUE);
            assertThat(Part10.read(copy, roomy).dataSet()).isEqualTo(image());
        }
    }

    @Test
    void theHeaderIsReadWithoutThePixelData() throws IOException {
        Path file = write(image());
        byte[] bytes = Files.readAllBytes(file);
        Files.write(file, Arrays.copyOf(bytes, bytes.length / 2));

        assertThat(Part10.readHeader(file, LITTLE).dataSet().integer(Tag.ROWS)).hasValue(512);
        assertThatThrownBy(() -> Part10.read(file, LITTLE))
                .isInstanceOf(DicomFormatException.class)
                .hasMessageContaining("ends early");
    }

    @Test
    void whatInflatesToTooMuchIsRefusedAlsoWhenItIsNotHeld() throws IOException {
        Path file = write(image());
        Limits limits = new Limits(1 << 20, 32, 1000, 1000, 1 << 20, 4 << 20, 2000, 64 << 10);

        assertThatThrownBy(() -> Part10.read(file, limits))
                .isInstanceOf(DicomFormatException.class)
                .hasMessageContaining("more than the 4194304 bytes allowed");
    }

    @Test
    void fragmentsInADeflatedFileAreHeldWithinTheLimits() throws IOException {
        byte[] dataSet = Bytes.littleEndian()
                .explicitLong(Tag.PIXEL_DATA, "OB", Bytes.UNDEFINED)
                .item(new byte[0])
                .item(new byte[] {1, 2})
                .endOfSequence()
                .toArray();
        Path file = folder.resolve("fragments.dcm");
        try (OutputStream out = Files.newOutputStream(file)) {
            Part10.begin(out, "1.2", "1.3", DEFLATED, "");
            out.write(deflate(dataSet));
        }

        assertThat(Part10.read(file, LITTLE).dataSet().get(Tag.PIXEL_DATA).orElseThrow())
                .isEqualTo(new Element.Fragments(Tag.PIXEL_DATA, VR.OB, List.of(new byte[0], new byte[] {1, 2})));
    }

    @Test
    void aFileThatIsDamagedBehindOurBackIsAFaultOfTheInput() throws IOException {
        Path file = write(image());
        Element.Bulk pixelData = (Element.Bulk)
                Part10.read(file, LITTLE).dataSet().get(Tag.PIXEL_DATA).orElseThrow();
        byte[] bytes = Files.readAllBytes(file);
        Arrays.fill(bytes, bytes.length / 2, bytes.length, (byte) 0xFF);
        Files.write(file, bytes);

        assertThatThrownBy(() -> BulkInput.read(pixelData, pixelData.length() - 10, 10))
                .isInstanceOf(DicomFormatException.class)
                .hasMessageContaining("(7FE0,0010)");
    }

    @Test
    void deflatedBytesOfAnyLengthArePassedOnAsTheyAre() throws IOException {
        Random random = new Random(7);
        for (int length = 10; length < 20; length++) {
            byte[] value = new byte[2 * length];
            random.nextBytes(value);
            byte[] deflated = deflate(Bytes.littleEndian()
                    .explicitLong(Tag.of(0x0019, 0x1001), "OB", value)
                    .toArray());
            Path file = folder.resolve("any.dcm");
            try (OutputStream out = Files.newOutputStream(file)) {
                Part10.begin(out, "1.2", "1.3", DEFLATED, "");
                out.write(deflated);
            }
            try (DataSetStream stream = Part10.openDataSet(file)) {
                assertThat(stream.length()).isEqualTo(deflated.length);
                assertThat(stream.bytes().readAllBytes()).isEqualTo(deflated);
            }
            assertThat(Part10.read(file, LITTLE).dataSet().get(Tag.of(0x0019, 0x1001)))
                    .contains(new Element.Value(Tag.of(0x0019, 0x1001), VR.OB, value));
        }
    }

    private Path write(DataSet dataSet) throws IOException {
        Path file = folder.resolve("deflated.dcm");
        Part10.write(file, dataSet, DEFLATED);
        return file;
    }

    private static byte[] deflate(byte[] bytes) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        Deflater deflater = new Deflater(9, true);
        try (OutputStream deflated = new DeflaterOutputStream(out, deflater)) {
            deflated.write(bytes);
        } finally {
            deflater.end();
        }
        return out.toByteArray();
    }

    private static DataSet image() {
        byte[] pixels = new byte[FRAMES * FRAME_BYTES];
        for (int i = 0; i < pixels.length / 2; i++) {
            int frame = i / (FRAME_BYTES / 2);
            int value = i % (FRAME_BYTES / 2) % 4000 + frame;
            pixels[2 * i] = (byte) value;
            pixels[2 * i + 1] = (byte) (value >> 8);
        }
        return new DataSet()
                .putString(Tag.SOP_CLASS_UID, "1.2.840.10008.5.1.4.1.1.7")
                .putString(Tag.SOP_INSTANCE_UID, "2.25.1")
                .putString(Tag.MODALITY, "OT")
                .putIntegers(Tag.SAMPLES_PER_PIXEL, 1)
                .putString(Tag.PHOTOMETRIC_INTERPRETATION, "MONOCHROME2")
                .putString(Tag.NUMBER_OF_FRAMES, Integer.toString(FRAMES))
                .putIntegers(Tag.ROWS, 512)
                .putIntegers(Tag.COLUMNS, 512)
                .putIntegers(Tag.BITS_ALLOCATED, 16)
                .putIntegers(Tag.BITS_STORED, 12)
                .putIntegers(Tag.HIGH_BIT, 11)
                .putIntegers(Tag.PIXEL_REPRESENTATION, 0)
                .putBytes(Tag.PIXEL_DATA, VR.OW, pixels);
    }
}
