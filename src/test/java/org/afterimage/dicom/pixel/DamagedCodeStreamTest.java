package org.afterimage.dicom.pixel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.afterimage.dicom.data.DataSet;
import org.afterimage.dicom.data.Element;
import org.afterimage.dicom.data.Tag;
import org.afterimage.dicom.data.VR;
import org.afterimage.dicom.io.DicomFormatException;
import org.afterimage.dicom.io.TransferSyntax;
import org.afterimage.dicom.pixel.CodeStreams.Sample;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Damaged and hostile code streams are refused with a sentence, or decoded to something; nothing else happens. */
class DamagedCodeStreamTest {

    private static final int CHANGES = 12;

    static Stream<Sample> samples() throws IOException {
        return CodeStreams.all();
    }

    @ParameterizedTest
    @MethodSource("samples")
    void aChangedCodeStreamIsDecodedOrRefused(Sample sample) throws IOException {
        Random random = new Random(sample.name().hashCode());
        byte[] whole = sample.bytes();
        for (int i = 0; i < CHANGES; i++) {
            byte[] changed = whole.clone();
            changed[random.nextInt(Math.min(160, whole.length))] = (byte) random.nextInt(256);
            changed[random.nextInt(whole.length)] = (byte) random.nextInt(256);
            decodedOrRefused(sample, changed);
        }
    }

    @ParameterizedTest
    @MethodSource("samples")
    void aCodeStreamThatIsCutOffIsRefused(Sample sample) {
        byte[] whole = sample.bytes();
        for (int length : new int[] {0, 1, 2, 3, 17, 40, whole.length / 3, whole.length / 2}) {
            byte[] cut = Arrays.copyOf(whole, length);
            assertThatThrownBy(() -> new FrameReader(sample.object(cut)).stored(0))
                    .describedAs("%d bytes", length)
                    .isInstanceOf(DicomFormatException.class);
        }
    }

    @Test
    void noiseIsRefused() throws IOException {
        Random random = new Random(5);
        Sample[] samples = CodeStreams.all().toArray(Sample[]::new);
        for (int i = 0; i < 2000; i++) {
            Sample sample = samples[i % samples.length];
            byte[] noise = new byte[random.nextInt(600)];
            random.nextBytes(noise);
            byte[] start = Arrays.copyOf(sample.bytes(), 2 + random.nextInt(60));
            System.arraycopy(start, 0, noise, 0, Math.min(start.length, noise.length));
            decodedOrRefused(sample, noise);
        }
    }

    @ParameterizedTest
    @CsvSource({"p12u-pred1.jpg", "p8u-q50.jpg", "p16u-near0.jls", "p12u-j2k.j2k", "p12u-ht.j2c"})
    void aFrameOfAnotherSizeThanTheDataSetSaysIsRefused(String name) throws IOException {
        Sample sample = CodeStreams.named(name);
        DataSet image = sample.object(sample.bytes()).dataSet().putIntegers(Tag.ROWS, sample.rows() + 1);

        assertThatThrownBy(() -> PixelReader.frame(Images.object(image, sample.syntax()), 0))
                .isInstanceOf(DicomFormatException.class)
                .hasMessageContainingAll("67 rows", "75 columns", "68");
    }

    @ParameterizedTest
    @CsvSource({
        "1.2.840.10008.1.2.4.70, FFD8FFC3000B10FFFFFFFF01011100FFC400140001000000000000000000000000000000000008FFDA0008010100010000",
        "1.2.840.10008.1.2.4.51, FFD8FFC1000B0CFFFFFFFF01011100",
        "1.2.840.10008.1.2.4.80, FFD8FFF7000B10FFFFFFFF01011100FFDA00080101000000000000FFD9",
        "1.2.840.10008.1.2.4.90, FF4FFF51002900000000FFFF0000FFFF00000000000000000000FFFF0000FFFF000000000000000000010F0101",
        "1.2.840.10008.1.2.5, 00"
    })
    void theLargestFrameThereCanBeIsRefusedBeforeMemoryIsTaken(String syntax, String hex) {
        DataSet image = Images.of(65535, 65535, 16, 16, false);
        byte[] frame = java.util.HexFormat.of().parseHex(hex);
        image.put(new Element.Fragments(Tag.PIXEL_DATA, VR.OB, List.of(new byte[0], frame)));

        assertThatThrownBy(() -> PixelReader.frame(
                        Images.object(image, TransferSyntax.of(syntax).orElseThrow()), 0))
                .isInstanceOf(DicomFormatException.class);
        image.putIntegers(Tag.ROWS, 30000).putIntegers(Tag.COLUMNS, 35000);
        byte[] smaller = java.util.HexFormat.of()
                .parseHex(hex.replace("0000FFFF0000FFFF", "000088B800007530").replace("FFFFFFFF", "753088B8"));
        image.put(new Element.Fragments(Tag.PIXEL_DATA, VR.OB, List.of(new byte[0], smaller)));
        assertThatThrownBy(() -> PixelReader.frame(
                        Images.object(image, TransferSyntax.of(syntax).orElseThrow()), 0))
                .isInstanceOf(DicomFormatException.class)
                .hasMessageMatching(".*(too large|too few).*");
    }

    @Test
    void aFrameCutIntoAPieceForEachPixelIsRefused() throws IOException {
        // Precincts of 2 x 2 pixels, where the stream has the largest: the size follows the coding style (ITU-T T.800
        // A.6.1).
        Sample sample = CodeStreams.named("p12u-j2k.j2k");
        byte[] whole = sample.bytes();
        int cod = find(whole, 0x52);
        byte[] hostile = new byte[whole.length + 6];
        System.arraycopy(whole, 0, hostile, 0, cod + 14);
        Arrays.fill(hostile, cod + 14, cod + 20, (byte) 0x11);
        System.arraycopy(whole, cod + 14, hostile, cod + 20, whole.length - cod - 14);
        hostile[cod + 3] += 6;
        hostile[cod + 4] |= 1;
        decodedOrRefused(sample, hostile);

        DataSet large = Images.of(4000, 4000, 16, 12, false);
        for (int at : new int[] {8, 12, 24, 28}) {
            hostile[at + 2] = (byte) (4000 >> 8);
            hostile[at + 3] = (byte) 4000;
        }
        large.put(new Element.Fragments(Tag.PIXEL_DATA, VR.OB, List.of(new byte[0], hostile)));
        assertThatThrownBy(() -> PixelReader.frame(Images.object(large, sample.syntax()), 0))
                .isInstanceOf(DicomFormatException.class)
                .hasMessageContaining("pieces");
    }

    private static int find(byte[] bytes, int marker) {
        for (int i = 0; i + 1 < bytes.length; i++) {
            if (bytes[i] == (byte) 0xFF && (bytes[i + 1] & 0xFF) == marker) {
                return i;
            }
        }
        throw new AssertionError("no marker " + marker);
    }

    private static void decodedOrRefused(Sample sample, byte[] codeStream) throws IOException {
        try {
            int[] stored = new FrameReader(sample.object(codeStream)).stored(0);
            assertThat(stored).hasSize(sample.rows() * sample.columns() * sample.samplesPerPixel());
        } catch (DicomFormatException expected) {
            assertThat(expected).hasMessageMatching("(?s)[A-Z].*");
        }
    }
}
