package org.afterimage.render;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import javax.imageio.ImageIO;
import org.afterimage.dicom.data.DataSet;
import org.afterimage.dicom.data.Tag;
import org.afterimage.dicom.data.VR;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ImageRendererTest {
    @TempDir
    private Path folder;

    private final ImageRenderer renderer = new ImageRenderer();

    @Test
    void paddingIsBlackEvenWhereLowValuesAreBright() throws IOException {
        DataSet image = TestImages.grey(1, 4, 12, false)
                .putString(Tag.PHOTOMETRIC_INTERPRETATION, "MONOCHROME1")
                .putIntegers(Tag.PIXEL_PADDING_VALUE, 0)
                .putIntegers(Tag.PIXEL_PADDING_RANGE_LIMIT, 10);
        Path file = TestImages.write(folder.resolve("image.dcm"), image, i -> new int[] {0, 10, 100, 200}[i]);

        ImageRenderer.Rendered picture = renderer.picture(file, 1, Display.asStored());

        assertThat(TestImages.samples(picture.png())).containsExactly(0, 0, 255, 0);
        assertThat(picture.center())
                .as("the range is that of the image without padding")
                .isEqualTo(150);
        assertThat(picture.width()).isEqualTo(100);
    }

    @Test
    void paddingHasTheSignOfThePixels() throws IOException {
        DataSet image = TestImages.grey(1, 3, 16, true).putIntegers(Tag.PIXEL_PADDING_VALUE, VR.US, 0xF830);
        Path file = TestImages.write(folder.resolve("image.dcm"), image, i -> new int[] {-2000, 0, 100}[i]);

        assertThat(samples(file, Display.asStored())).containsExactly(0, 0, 255);
    }

    @Test
    void valuesMuchSmallerThanOneSpreadOverAllGreyLevels() throws IOException {
        DataSet image = TestImages.grey(1, 3, 12, false)
                .putString(Tag.RESCALE_SLOPE, "0.000001")
                .putString(Tag.RESCALE_INTERCEPT, "0");
        Path file = TestImages.write(folder.resolve("image.dcm"), image, i -> new int[] {0, 1000, 2000}[i]);

        assertThat(samples(file, Display.asStored())).containsExactly(0, 128, 255);
    }

    @Test
    void aSmallerPictureHasTheMeanOfEachArea() throws IOException {
        DataSet image = TestImages.grey(4, 4, 8, false);
        Path file = TestImages.write(folder.resolve("image.dcm"), image, i -> i / 4 < 2 ? 100 * (i % 2) : 255);

        int[] half = samples(
                file, Display.asStored().withWindow(127.5, 255, "linear-exact").withWidth(2));
        int[] third = samples(
                file, Display.asStored().withWindow(127.5, 255, "linear-exact").withWidth(3));

        assertThat(half).containsExactly(50, 50, 255, 255);
        // A third of the width covers 4/3 pixels: 0 and a third of 100, over 4/3.
        assertThat(third).hasSize(9).startsWith(25, 50, 75);
    }

    @Test
    void aFlatPictureStaysFlatInEverySize() throws IOException {
        DataSet image = TestImages.grey(37, 61, 8, false);
        Path file = TestImages.write(folder.resolve("image.dcm"), image, i -> 200);
        for (int width = 1; width <= 61; width += 5) {
            assertThat(samples(
                            file,
                            Display.asStored()
                                    .withWindow(127.5, 255, "linear-exact")
                                    .withWidth(width)))
                    .as("width %d", width)
                    .containsOnly(200);
        }
    }

    @Test
    void aPictureIsNeverLargerThanItsFrame() throws IOException {
        Path file = TestImages.write(folder.resolve("image.dcm"), TestImages.grey(10, 20, 8, false), i -> i);

        assertThat(TestImages.width(renderer.picture(file, 1, Display.asStored().withWidth(4000))
                        .png()))
                .isEqualTo(20);
    }

    @Test
    void aChangeIsTransparentInTheMiddleAndColouredAway() throws IOException {
        DataSet image = TestImages.grey(1, 3, 16, true);
        Path file = TestImages.write(folder.resolve("image.dcm"), image, i -> 100 * (i - 1));

        Display change = Display.asStored().withWindow(0, 200, "linear-exact").withPalette(Palette.CHANGE);
        BufferedImage picture = ImageIO.read(
                new ByteArrayInputStream(renderer.picture(file, 1, change).png()));

        assertThat(picture.getRGB(1, 0) >>> 24).as("no change").isZero();
        assertThat(picture.getRGB(0, 0)).as("darker is blue").isEqualTo(0xFF3C82FF);
        assertThat(picture.getRGB(2, 0)).as("brighter is orange").isEqualTo(0xFFFF9114);
    }

    @Test
    void theStoredValuesComeAsTheyAre() throws IOException {
        DataSet image = TestImages.grey(1, 3, 12, true);
        Path file = TestImages.write(folder.resolve("image.dcm"), image, i -> new int[] {-2048, -1, 2047}[i]);

        FrameValues values = renderer.values(file, 1);

        assertThat(values.kind()).isEqualTo(FrameValues.Kind.SIGNED_16);
        assertThat(values.bytes()).containsExactly(0x00, 0xF8, 0xFF, 0xFF, 0xFF, 0x07);
    }

    @Test
    void whatCannotBeShownIsToldInASentence() throws IOException {
        Path file = TestImages.write(folder.resolve("image.dcm"), TestImages.grey(2, 2, 8, false), i -> i);
        Path text = Files.writeString(folder.resolve("text.dcm"), "no image at all");
        Path absent = folder.resolve("absent.dcm");

        assertThatThrownBy(() -> renderer.picture(file, 2, Display.asStored()))
                .isInstanceOf(UnshowableException.class)
                .hasMessage("The instance has 1 frames; there is no frame 2.");
        assertThatThrownBy(() -> renderer.picture(file, 0, Display.asStored())).isInstanceOf(UnshowableException.class);
        assertThatThrownBy(() -> renderer.picture(text, 1, Display.asStored())).isInstanceOf(UnshowableException.class);
        assertThatThrownBy(() -> renderer.picture(absent, 1, Display.asStored()))
                .isInstanceOf(NoSuchFileException.class);
        assertThatThrownBy(() -> Display.asStored().withWindow(0, 0, "linear"))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Display.asStored().withWindow(0, Double.NaN, "sigmoid"))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Display.asStored().withWindow(0, 1, "cubic"))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void onlySoManyFramesAreKept() throws IOException {
        DataSet image = TestImages.grey(100, 100, 12, false).putIntegers(Tag.NUMBER_OF_FRAMES, 10);
        Path file = TestImages.write(folder.resolve("image.dcm"), image, i -> i % 4096);
        FrameCache cache = new FrameCache(70_000, 1 << 20);

        DecodedFrame first = cache.get(file, 0);
        assertThat(cache.get(file, 0)).isSameAs(first);
        for (int frame = 0; frame < 10; frame++) {
            cache.get(file, frame);
            assertThat(cache.weight()).isBetween(20_000L, 70_000L);
        }
        assertThat(cache.get(file, 0)).isNotSameAs(first);
        assertThat(cache.get(file, 9)).isSameAs(cache.get(file, 9));
    }

    @Test
    void aFrameThatIsLargerThanTheRoomIsDecodedAloneAndNotKept() throws IOException {
        Path file = TestImages.write(folder.resolve("image.dcm"), TestImages.grey(100, 100, 12, false), i -> i % 4096);
        FrameCache cache = new FrameCache(1000, 1000);

        assertThat(cache.get(file, 0).weight()).isEqualTo(20_000);
        assertThat(cache.weight()).isZero();
    }

    @Test
    void aThoraxSliceInAThirdOfItsWidthLooksLikeItself() throws IOException {
        Path file = Path.of("test-fixtures/thorax-ct/006.dcm");
        int[] full = samples(file, Display.asStored());
        int[] small = samples(file, Display.asStored().withWidth(170));

        assertThat(Arrays.stream(small).average().orElseThrow())
                .isCloseTo(Arrays.stream(full).average().orElseThrow(), within(0.5));
    }

    private int[] samples(Path file, Display display) throws IOException {
        return TestImages.samples(renderer.picture(file, 1, display).png());
    }
}
