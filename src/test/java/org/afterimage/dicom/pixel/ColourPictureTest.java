package org.afterimage.dicom.pixel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.List;
import org.afterimage.dicom.data.DataSet;
import org.afterimage.dicom.data.Element;
import org.afterimage.dicom.data.Tag;
import org.afterimage.dicom.data.VR;
import org.afterimage.dicom.io.DicomFormatException;
import org.afterimage.dicom.io.TransferSyntax;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Colours for display (PS3.3 C.7.6.3.1). */
class ColourPictureTest {

    private static final TransferSyntax EXPLICIT = TransferSyntax.EXPLICIT_VR_LITTLE_ENDIAN;

    @Test
    void redGreenAndBlueAreTakenAsTheyAre() throws IOException {
        assertThat(rgb(colour("RGB"), 1, 2, 3, 4, 5, 6)).containsExactly(1, 2, 3, 4, 5, 6);
    }

    @Test
    void planesArePutSideBySide() throws IOException {
        DataSet image = colour("RGB").putIntegers(Tag.PLANAR_CONFIGURATION, 1);

        assertThat(rgb(image, 1, 4, 2, 5, 3, 6)).containsExactly(1, 2, 3, 4, 5, 6);
    }

    @Test
    void moreThanEightBitsAreCutToTheUpperEight() throws IOException {
        DataSet image = colour("RGB")
                .putIntegers(Tag.BITS_ALLOCATED, 16)
                .putIntegers(Tag.BITS_STORED, 12)
                .putIntegers(Tag.HIGH_BIT, 11);

        assertThat(rgb(image, 0xFF, 0x0F, 0x10, 0, 0, 8, 0, 0, 0, 1, 0x1F, 0)).containsExactly(255, 1, 128, 0, 16, 1);
    }

    @Test
    void luminanceAndDifferencesBecomeColours() throws IOException {
        // Pure red and a grey, by the equations of PS3.3 C.7.6.3.1.2.
        assertThat(rgb(colour("YBR_FULL"), 76, 85, 255, 50, 128, 128)).containsExactly(254, 0, 0, 50, 50, 50);
    }

    @Test
    void aPaletteGivesThreeColours() throws IOException {
        DataSet image = palette(8, new byte[] {10, 20}, new byte[] {30, 40}, new byte[] {50, 60});

        assertThat(rgb(image, 5, 6)).containsExactly(10, 30, 50, 20, 40, 60);
        assertThat(rgb(image, 0, 99)).containsExactly(10, 30, 50, 20, 40, 60);
    }

    @Test
    void paletteEntriesOfSixteenBitsKeepTheirUpperHalf() throws IOException {
        byte[] entries = {1, 100, 2, (byte) 200};

        assertThat(rgb(palette(16, entries, entries, entries), 5, 6)).containsExactly(100, 100, 100, 200, 200, 200);
        byte[] bytesInWords = {7, 0, 9, 0};
        assertThat(rgb(palette(8, bytesInWords, bytesInWords, bytesInWords), 5, 6))
                .containsExactly(7, 7, 7, 9, 9, 9);
    }

    @Test
    void whatIsNoColourImageIsRefused() {
        assertRefused(colour("MONOCHROME2").putIntegers(Tag.SAMPLES_PER_PIXEL, 1), "no colour");
        assertRefused(colour("RGB").putIntegers(Tag.PIXEL_REPRESENTATION, 1), "no colour");
        assertRefused(colour("HSV"), "HSV");
        assertRefused(colour("YBR_FULL_422"), "YBR_FULL_422");
        assertRefused(colour("PALETTE COLOR").putIntegers(Tag.SAMPLES_PER_PIXEL, 1), "lacks a palette");
        assertRefused(palette(16, new byte[2], new byte[2], new byte[2]), "holds 2 bytes");
    }

    @ParameterizedTest
    @CsvSource({
        "rgb.jls, RGB, 0",
        "rgb.j2k, YBR_RCT, 0",
        "rgb-lossy.jp2, YBR_ICT, 40",
        "rgb-444.jpg, YBR_FULL, 60",
        "rgb-422.jpg, YBR_FULL_422, 120"
    })
    void compressedColoursComeBackAsRedGreenAndBlue(String name, String interpretation, int tolerance)
            throws IOException {
        CodeStreams.Sample sample = CodeStreams.named(name);
        DataSet image = sample.image()
                .putString(Tag.PHOTOMETRIC_INTERPRETATION, interpretation)
                .put(new Element.Fragments(Tag.PIXEL_DATA, VR.OB, List.of(new byte[0], sample.bytes())));

        byte[] picture = ColourPicture.rgb(Images.object(image, sample.syntax()), 0);

        int[] original = CodeStreams.pixels("rgb", false);
        assertThat(picture).hasSize(original.length);
        double total = 0;
        int largest = 0;
        for (int i = 0; i < original.length; i++) {
            int difference = Math.abs((picture[i] & 0xFF) - original[i]);
            total += difference;
            largest = Math.max(largest, difference);
        }
        assertThat(largest).isLessThanOrEqualTo(tolerance);
        assertThat(total / original.length).isLessThan(tolerance == 0 ? 0.001 : 5);
    }

    private static DataSet colour(String interpretation) {
        return Images.of(1, 2, 8, 8, false)
                .putIntegers(Tag.SAMPLES_PER_PIXEL, 3)
                .putString(Tag.PHOTOMETRIC_INTERPRETATION, interpretation);
    }

    private static DataSet palette(int bits, byte[]... colours) {
        DataSet image = Images.of(1, 2, 8, 8, false).putString(Tag.PHOTOMETRIC_INTERPRETATION, "PALETTE COLOR");
        for (int i = 0; i < 3; i++) {
            image.putIntegers(Tag.of(0x0028, 0x1101 + i), VR.US, 2, 5, bits);
            image.putBytes(Tag.of(0x0028, 0x1201 + i), VR.OW, colours[i]);
        }
        return image;
    }

    private static int[] rgb(DataSet image, int... bytes) throws IOException {
        byte[] pixels = new byte[bytes.length];
        for (int i = 0; i < bytes.length; i++) {
            pixels[i] = (byte) bytes[i];
        }
        byte[] picture = ColourPicture.rgb(Images.object(image.putBytes(Tag.PIXEL_DATA, VR.OW, pixels), EXPLICIT), 0);
        int[] levels = new int[picture.length];
        for (int i = 0; i < levels.length; i++) {
            levels[i] = picture[i] & 0xFF;
        }
        return levels;
    }

    private static void assertRefused(DataSet image, String mention) {
        assertThatThrownBy(() -> rgb(image, 5, 5, 5, 5, 5, 5))
                .isInstanceOf(DicomFormatException.class)
                .hasMessageContaining(mention);
    }
}
