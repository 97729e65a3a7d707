package org.afterimage.dicom.pixel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import org.afterimage.dicom.data.DataSet;
import org.afterimage.dicom.data.Element;
import org.afterimage.dicom.data.SopClass;
import org.afterimage.dicom.data.Tag;
import org.afterimage.dicom.data.VR;
import org.afterimage.dicom.io.Bytes;
import org.afterimage.dicom.io.DicomFormatException;
import org.afterimage.dicom.io.DicomObject;
import org.afterimage.dicom.io.Limits;
import org.afterimage.dicom.io.Part10;
import org.afterimage.dicom.io.TransferSyntax;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PixelReaderTest {

    private static final TransferSyntax EXPLICIT = TransferSyntax.EXPLICIT_VR_LITTLE_ENDIAN;
    private static final TransferSyntax MPEG2 =
            TransferSyntax.of("1.2.840.10008.1.2.4.100").orElseThrow();
    private static final Limits ALL_ON_DISK = Limits.defaults().withBulkThreshold(0);

    @TempDir
    private Path folder;

    @Test
    void unsignedValuesOfSixteenBitsAreLittleEndian() throws IOException {
        assertThat(frame(Images.of(1, 3, 16, 16, false), 0x00, 0x00, 0x01, 0x02, 0xFF, 0xFF))
                .containsExactly(0, 0x0201, 65535);
    }

    @Test
    void signedValuesAreExtended() throws IOException {
        assertThat(frame(Images.of(1, 2, 16, 16, true), 0x30, 0xF8, 0x01, 0x00)).containsExactly(-2000, 1);
        assertThat(frame(Images.of(1, 2, 16, 12, true), 0x00, 0x08, 0xFF, 0x07)).containsExactly(-2048, 2047);
        assertThat(frame(Images.of(1, 2, 8, 8, true), 0x80, 0x7F)).containsExactly(-128, 127);
    }

    @Test
    void bitsAboveTheHighBitAreNoPartOfTheValue() throws IOException {
        // The upper four bits once held overlays (PS3.5 8.1.2).
        assertThat(frame(Images.of(1, 2, 16, 12, false), 0xFF, 0xFF, 0x01, 0xF0))
                .containsExactly(4095, 1);
    }

    @Test
    void valuesThatEndBelowTheHighestBitAreShifted() throws IOException {
        DataSet image = Images.of(1, 2, 16, 12, false).putIntegers(Tag.HIGH_BIT, 15);

        assertThat(frame(image, 0xF0, 0xFF, 0x1F, 0x00)).containsExactly(4095, 1);
    }

    @Test
    void everyFrameIsFoundInMemoryAndOnDisk() throws IOException {
        byte[] pixels = new byte[3 * 2 * 5 * 2];
        new Random(3).nextBytes(pixels);
        DataSet image = Images.of(2, 5, 16, 16, true)
                .putIntegers(Tag.NUMBER_OF_FRAMES, 3)
                .putBytes(Tag.PIXEL_DATA, VR.OW, pixels);
        Path file = folder.resolve("frames.dcm");
        Part10.write(file, image, EXPLICIT);
        DicomObject onDisk = Part10.read(file, ALL_ON_DISK);

        assertThat(onDisk.dataSet().get(Tag.PIXEL_DATA).orElseThrow()).isInstanceOf(Element.Bulk.class);
        for (int frame = 0; frame < 3; frame++) {
            int[] stored = PixelReader.frame(Images.object(image, EXPLICIT), frame);
            assertThat(stored).hasSize(10).isEqualTo(PixelReader.frame(onDisk, frame));
            assertThat(stored[0]).isEqualTo((short) ((pixels[frame * 20] & 0xFF) | (pixels[frame * 20 + 1] << 8)));
        }
        assertThatThrownBy(() -> PixelReader.frame(onDisk, 3)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void bigEndianWordsOnDiskAreTurnedAlsoWhereTheyHoldTwoPixels() throws IOException {
        // Two frames of three 8-bit pixels: the word in the middle belongs to both (PS3.5 8.2 and 7.3).
        DataSet attributes = Images.of(1, 3, 8, 8, false).putIntegers(Tag.NUMBER_OF_FRAMES, 2);
        DicomObject object = bigEndianOnDisk(attributes, new byte[] {2, 1, 4, 3, 6, 5});

        assertThat(PixelReader.frame(object, 0)).containsExactly(1, 2, 3);
        assertThat(PixelReader.frame(object, 1)).containsExactly(4, 5, 6);
        assertThat(PixelReader.frame(bigEndianOnDisk(Images.of(1, 2, 16, 16, false), new byte[] {1, 2, 3, 4}), 0))
                .containsExactly(0x0102, 0x0304);
    }

    @Test
    void aDeflatedImageIsRead() throws IOException {
        Path file = folder.resolve("deflated.dcm");
        DataSet image = Images.of(1, 2, 16, 16, false).putBytes(Tag.PIXEL_DATA, VR.OW, new byte[] {1, 0, 2, 0});
        Part10.write(file, image, TransferSyntax.DEFLATED_EXPLICIT_VR_LITTLE_ENDIAN);

        assertThat(PixelReader.frame(Part10.read(file, ALL_ON_DISK), 0)).containsExactly(1, 2);
    }

    @Test
    void whatWasPackedIsReadAgain() throws IOException {
        for (boolean signed : new boolean[] {false, true}) {
            for (int highBit = 11; highBit < 16; highBit++) {
                DataSet image = Images.of(64, 64, 16, 12, signed).putIntegers(Tag.HIGH_BIT, highBit);
                PixelFormat format = PixelFormat.of(image);
                int[] stored = new int[4096];
                for (int i = 0; i < stored.length; i++) {
                    stored[i] = format.minimum() + i;
                }
                image.putBytes(Tag.PIXEL_DATA, VR.OW, PixelWriter.pack(stored, format));

                assertThat(PixelReader.frame(Images.object(image, EXPLICIT), 0)).isEqualTo(stored);
            }
        }
    }

    @Test
    void valuesThatDoNotFitAreNotPacked() throws IOException {
        PixelFormat format = PixelFormat.of(Images.of(1, 1, 16, 12, false));

        assertThat(PixelWriter.pack(new int[] {4095}, format)).containsExactly(0xFF, 0x0F);
        assertThatThrownBy(() -> PixelWriter.pack(new int[] {4096}, format))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> PixelWriter.pack(new int[] {-1}, format)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void pixelDataShorterThanTheHeaderSaysIsRefused() {
        assertThatThrownBy(() -> frame(Images.of(2, 3, 16, 12, false), 1, 2, 3, 4))
                .isInstanceOf(DicomFormatException.class)
                .hasMessageContaining("holds 4 bytes")
                .hasMessageContaining("12");
        assertThatThrownBy(() -> frame(
                        Images.of(65535, 65535, 8, 8, false).putIntegers(Tag.NUMBER_OF_FRAMES, Integer.MAX_VALUE),
                        1,
                        2))
                .isInstanceOf(DicomFormatException.class);
        assertThatThrownBy(() -> frame(
                        Images.of(30000, 30000, 16, 16, false).putIntegers(Tag.NUMBER_OF_FRAMES, Integer.MAX_VALUE),
                        1,
                        2))
                .isInstanceOf(DicomFormatException.class)
                .hasMessageContaining("holds 2 bytes");
    }

    @Test
    void anImageWithoutPixelDataIsRefused() {
        assertThatThrownBy(() -> PixelReader.frame(Images.object(Images.of(2, 3, 16, 12, false), EXPLICIT), 0))
                .isInstanceOf(DicomFormatException.class)
                .hasMessageContaining("no Pixel Data");
    }

    @Test
    void colourAndUnusualDepthsAreRefused() {
        assertThatThrownBy(() -> frame(Images.of(1, 1, 8, 8, false).putIntegers(Tag.SAMPLES_PER_PIXEL, 3), 1, 2, 3, 4))
                .isInstanceOf(DicomFormatException.class)
                .hasMessageContaining("monochrome");
        assertThatThrownBy(() -> frame(Images.of(1, 1, 32, 32, false), 1, 2, 3, 4))
                .isInstanceOf(DicomFormatException.class)
                .hasMessageContaining("32 bits");
    }

    @Test
    void otherCompressionsAreNamedInTheRefusal() {
        DataSet image = Images.of(1, 1, 16, 12, false)
                .put(new Element.Fragments(Tag.PIXEL_DATA, VR.OB, List.of(new byte[0], new byte[8])));

        assertThatThrownBy(() -> PixelReader.frame(Images.object(image, MPEG2), 0))
                .isInstanceOf(UnsupportedTransferSyntaxException.class)
                .hasMessageContainingAll("MPEG2", "1.2.840.10008.1.2.4.100");
    }

    @Test
    void pixelDataThatDoesNotSuitItsTransferSyntaxIsRefused() {
        DataSet encapsulated = Images.of(1, 1, 8, 8, false)
                .put(new Element.Fragments(Tag.PIXEL_DATA, VR.OB, List.of(new byte[0], new byte[8])));
        DataSet nativePixels = Images.of(1, 1, 8, 8, false).putBytes(Tag.PIXEL_DATA, VR.OB, new byte[2]);

        assertThatThrownBy(() -> PixelReader.frame(Images.object(encapsulated, EXPLICIT), 0))
                .isInstanceOf(DicomFormatException.class);
        assertThatThrownBy(() -> PixelReader.frame(Images.object(nativePixels, TransferSyntax.RLE_LOSSLESS), 0))
                .isInstanceOf(DicomFormatException.class);
    }

    private DicomObject bigEndianOnDisk(DataSet attributes, byte[] words) throws IOException {
        Bytes bytes = Bytes.bigEndian();
        for (Element element : attributes) {
            byte[] value = ((Element.Value) element).bytes().clone();
            if (element.vr() == VR.US) {
                value = new byte[] {value[1], value[0]};
            }
            bytes.explicit(element.tag(), element.vr().name(), value);
        }
        bytes.explicitLong(Tag.PIXEL_DATA, "OW", words);
        Path file = folder.resolve("bigendian.dcm");
        try (OutputStream out = Files.newOutputStream(file)) {
            Part10.begin(out, SopClass.SECONDARY_CAPTURE_IMAGE, "1.2.3.4", TransferSyntax.EXPLICIT_VR_BIG_ENDIAN, "")
                    .write(bytes.toArray());
        }
        return Part10.read(file, ALL_ON_DISK);
    }

    private static int[] frame(DataSet image, int... bytes) throws IOException {
        byte[] pixels = new byte[bytes.length];
        for (int i = 0; i < bytes.length; i++) {
            pixels[i] = (byte) bytes[i];
        }
        image.put(new Element.Value(Tag.PIXEL_DATA, VR.OW, pixels));
        return PixelReader.frame(Images.object(image, EXPLICIT), 0);
    }
}
