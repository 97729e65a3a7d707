package org.afterimage.dicom.pixel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.afterimage.dicom.data.DataSet;
import org.afterimage.dicom.data.Element;
import org.afterimage.dicom.data.SopClass;
import org.afterimage.dicom.data.Tag;
import org.afterimage.dicom.data.VR;
import org.afterimage.dicom.io.Bytes;
import org.afterimage.dicom.io.DataSetWriter;
import org.afterimage.dicom.io.DicomFormatException;
import org.afterimage.dicom.io.DicomObject;
import org.afterimage.dicom.io.Limits;
import org.afterimage.dicom.io.Part10;
import org.afterimage.dicom.io.TransferSyntax;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** RLE Lossless (PS3.5 Annex G) with frames coded by hand. */
class RleTest {

    @TempDir
    private Path folder;

    @Test
    void literalAndRepeatedRunsAreDecoded() throws IOException {
        // 02: three literal bytes; FC: repeat 5 times; 80: nothing; 00: one literal byte; then padding.
        byte[] frame = frame("02010203" + "FC07" + "80" + "0009" + "00");

        assertThat(decode(Images.of(3, 3, 8, 8, false), frame)).containsExactly(1, 2, 3, 7, 7, 7, 7, 7, 9);
    }

    @Test
    void theMostSignificantBytesComeFirst() throws IOException {
        byte[] frame = frame("01F8" + "00", "0130" + "01");

        assertThat(decode(Images.of(1, 2, 16, 16, true), frame)).containsExactly((short) 0xF830, 0x0001);
    }

    @Test
    void everyFrameOfManyIsFoundInMemoryAndOnDisk() throws IOException {
        DataSet image = Images.of(1, 2, 8, 8, false).putIntegers(Tag.NUMBER_OF_FRAMES, 3);
        image.put(new Element.Fragments(
                Tag.PIXEL_DATA, VR.OB, List.of(new byte[0], frame("010102"), frame("FF03"), frame("010405"))));
        DicomObject onDisk = onDisk(image);

        for (DicomObject object : List.of(Images.object(image, TransferSyntax.RLE_LOSSLESS), onDisk)) {
            assertThat(PixelReader.frame(object, 0)).containsExactly(1, 2);
            assertThat(PixelReader.frame(object, 1)).containsExactly(3, 3);
            assertThat(PixelReader.frame(object, 2)).containsExactly(4, 5);
        }
    }

    @Test
    void theFragmentsOfASingleFrameAreJoined() throws IOException {
        byte[] whole = frame("03010203" + "04");
        byte[] first = Arrays.copyOf(whole, 66);
        byte[] second = Arrays.copyOfRange(whole, 66, whole.length);
        DataSet image = Images.of(2, 2, 8, 8, false)
                .put(new Element.Fragments(Tag.PIXEL_DATA, VR.OB, List.of(new byte[0], first, second)));

        assertThat(PixelReader.frame(onDisk(image), 0)).containsExactly(1, 2, 3, 4);
    }

    @Test
    void damagedFramesAreRefused() {
        DataSet image = Images.of(3, 3, 8, 8, false);

        assertRefused(image, new byte[10], "10 bytes, too few");
        assertRefused(image, frame("02010203"), "ends after 3 of 9 pixels");
        assertRefused(image, frame("0801"), "ends after 0 of 9 pixels");
        assertRefused(image, frame("F8"), "ends after 0 of 9 pixels");
        assertRefused(image, frame("F801", "F801"), "2 segments, 1 are needed");
        assertRefused(Images.of(3, 3, 16, 16, false), frame("F801"), "1 segments, 2 are needed");
        byte[] outside = frame("F801");
        outside[4] = 127;
        assertRefused(image, outside, "lies outside");
        outside[7] = (byte) 0x80;
        assertRefused(image, outside, "lies outside");
    }

    @Test
    void aFrameWithAnyByteChangedIsDecodedOrRefused() throws IOException {
        byte[] whole = frame("02010203FC07", "0009FA0A");
        int refused = 0;
        for (int at = 0; at < whole.length; at++) {
            for (int value = 0; value < 256; value++) {
                byte[] changed = whole.clone();
                changed[at] = (byte) value;
                try {
                    assertThat(decode(Images.of(2, 4, 16, 16, false), changed)).hasSize(8);
                } catch (DicomFormatException expected) {
                    refused++;
                }
            }
        }
        assertThat(refused).isGreaterThan(1000);
    }

    @Test
    void aTinyFrameOfAHugeImageIsRefusedBeforeMemoryIsTaken() {
        assertRefused(Images.of(40000, 50000, 8, 8, false), frame("8101"), "too few for the 2000000000 bytes");
    }

    @Test
    void aMissingFrameIsRefused() {
        DataSet image = Images.of(1, 2, 8, 8, false).putIntegers(Tag.NUMBER_OF_FRAMES, 2);
        image.put(new Element.Fragments(Tag.PIXEL_DATA, VR.OB, List.of(new byte[0], frame("010102"))));

        assertThatThrownBy(() -> PixelReader.frame(Images.object(image, TransferSyntax.RLE_LOSSLESS), 1))
                .isInstanceOf(DicomFormatException.class)
                .hasMessageContaining("1 fragments for 2 frames");
    }

    private DicomObject onDisk(DataSet image) throws IOException {
        Path file = folder.resolve("rle.dcm");
        try (OutputStream out = Files.newOutputStream(file)) {
            Part10.begin(out, SopClass.SECONDARY_CAPTURE_IMAGE, "1.2.3.4", TransferSyntax.RLE_LOSSLESS, "");
            DataSetWriter.write(out, image, TransferSyntax.RLE_LOSSLESS);
        }
        return Part10.read(file, Limits.defaults());
    }

    private static void assertRefused(DataSet image, byte[] frame, String mention) {
        assertThatThrownBy(() -> decode(image, frame))
                .isInstanceOf(DicomFormatException.class)
                .hasMessageContaining(mention);
    }

    private static int[] decode(DataSet image, byte[] frame) throws IOException {
        image.put(new Element.Fragments(Tag.PIXEL_DATA, VR.OB, List.of(new byte[0], frame)));
        return PixelReader.frame(Images.object(image, TransferSyntax.RLE_LOSSLESS), 0);
    }

    /** A frame: the header of 64 bytes and the segments, given in hexadecimal digits. */
    private static byte[] frame(String... segments) {
        Bytes header = Bytes.littleEndian().u32(segments.length);
        int offset = 64;
        for (int i = 0; i < 15; i++) {
            header.u32(i < segments.length ? offset : 0);
            offset += i < segments.length ? segments[i].length() / 2 : 0;
        }
        for (String segment : segments) {
            header.hex(segment);
        }
        return header.toArray();
    }
}
