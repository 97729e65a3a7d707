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
import org.afterimage.dicom.io.TransferSyntax;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What is encoded is decoded to the same pixels, whatever they are. */
class FrameEncoderTest {

    private static final List<TransferSyntax> SYNTAXES = List.of(
            TransferSyntax.RLE_LOSSLESS,
            TransferSyntax.JPEG_LS_LOSSLESS,
            TransferSyntax.JPEG_2000_LOSSLESS,
            TransferSyntax.EXPLICIT_VR_LITTLE_ENDIAN);

    static Stream<TransferSyntax> syntaxes() {
        return SYNTAXES.stream();
    }

    @ParameterizedTest
    @MethodSource("syntaxes")
    void pixelsOfEveryDepthComeBack(TransferSyntax syntax) throws IOException {
        Random random = new Random(7);
        for (int bits = 1; bits <= 16; bits++) {
            for (boolean signed : new boolean[] {false, true}) {
                for (int[] size : new int[][] {{1, 1}, {1, 9}, {7, 1}, {2, 3}, {70, 66}}) {
                    DataSet image = Images.of(size[0], size[1], bits <= 8 ? 8 : 16, bits, signed);
                    PixelFormat format = PixelFormat.of(image);
                    int[] stored = pixels(format, random);
                    image.put(PixelWriter.element(stored, format, syntax));

                    assertThat(PixelReader.frame(Images.object(image, syntax), 0))
                            .describedAs("%d bits, signed %s, %s", bits, signed, Arrays.toString(size))
                            .isEqualTo(stored);
                }
            }
        }
    }

    @ParameterizedTest
    @MethodSource("syntaxes")
    void valuesThatEndAtTheHighestBitComeBack(TransferSyntax syntax) throws IOException {
        for (boolean signed : new boolean[] {false, true}) {
            DataSet image = Images.of(9, 8, 16, 12, signed).putIntegers(Tag.HIGH_BIT, 15);
            PixelFormat format = PixelFormat.of(image);
            int[] stored = pixels(format, new Random(8));
            image.put(PixelWriter.element(stored, format, syntax));

            assertThat(PixelReader.frame(Images.object(image, syntax), 0)).isEqualTo(stored);
        }
    }

    /** Flat parts, a slope, noise and the extreme values side by side. */
    private static int[] pixels(PixelFormat format, Random random) {
        int[] stored = new int[(int) format.frameSamples()];
        int range = format.maximum() - format.minimum() + 1;
        for (int i = 0; i < stored.length; i++) {
            int y = i / format.columns();
            int x = i % format.columns();
            stored[i] = switch (y / 12 % 5) {
                case 0 -> format.minimum();
                case 1 -> format.minimum() + x % range;
                case 2 -> format.minimum() + random.nextInt(range);
                case 3 -> random.nextBoolean() ? format.minimum() : format.maximum();
                default -> format.maximum();
            };
        }
        return stored;
    }

    @Test
    void compressedFramesAreSmallerThanPlainOnes() throws IOException {
        CodeStreams.Sample sample = CodeStreams.named("p12u-j2k.j2k");
        PixelFormat format = PixelFormat.of(sample.image());
        for (TransferSyntax syntax : SYNTAXES.subList(0, 3)) {
            Element.Fragments element =
                    (Element.Fragments) PixelWriter.element(sample.expectedPixels(), format, syntax);
            assertThat(element.fragments()).hasSize(2);
            assertThat(element.fragments().get(0)).containsOnly(0).hasSize(4);
            assertThat(element.fragments().get(1).length).isEven().isLessThan((int) format.frameBytes());
        }
    }

    @Test
    void otherTransferSyntaxesAreNotWritten() throws IOException {
        PixelFormat format = PixelFormat.of(Images.of(1, 1, 8, 8, false));

        assertThat(SYNTAXES).allMatch(PixelWriter::writes);
        assertThat(PixelWriter.writes(TransferSyntax.JPEG_BASELINE)).isFalse();
        assertThatThrownBy(() -> PixelWriter.element(new int[1], format, TransferSyntax.JPEG_BASELINE))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("JPEG Baseline");
    }

    @Test
    void valuesThatDoNotFitAreNotEncoded() throws IOException {
        PixelFormat format = PixelFormat.of(Images.of(1, 1, 16, 12, false));
        for (TransferSyntax syntax : SYNTAXES) {
            assertThatThrownBy(() -> PixelWriter.element(new int[] {4096}, format, syntax))
                    .isInstanceOf(IllegalArgumentException.class);
        }
    }

    @Test
    void uncompressedPixelDataHasAnEvenLength() throws IOException {
        PixelFormat format = PixelFormat.of(Images.of(1, 3, 8, 8, false));
        Element.Value element = (Element.Value)
                PixelWriter.element(new int[] {1, 2, 3}, format, TransferSyntax.IMPLICIT_VR_LITTLE_ENDIAN);

        assertThat(element.tag()).isEqualTo(Tag.PIXEL_DATA);
        assertThat(element.bytes()).containsExactly(1, 2, 3, 0);
    }
}
