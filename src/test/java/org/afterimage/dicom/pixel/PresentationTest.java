package org.afterimage.dicom.pixel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import org.afterimage.dicom.data.DataSet;
import org.afterimage.dicom.data.Tag;
import org.junit.jupiter.api.Test;

class PresentationTest {

    @Test
    void theWindowOfTheImageIsAppliedAfterTheRescale() throws IOException {
        // Window 40/400 of Hounsfield units: black at -160 and below, white at 239 and above (PS3.3 C.11.2.1.2.1).
        DataSet image = Images.of(1, 5, 16, 16, true)
                .putDecimals(Tag.RESCALE_SLOPE, 1)
                .putDecimals(Tag.RESCALE_INTERCEPT, -1024)
                .putDecimals(Tag.WINDOW_CENTER, 40)
                .putDecimals(Tag.WINDOW_WIDTH, 400);

        assertThat(gray(image, 1024 - 161, 1024 - 160, 1024 + 39, 1024 + 239, 1024 + 240))
                .containsExactly(0, 0, 127, 255, 255);
    }

    @Test
    void lowValuesOfMonochrome1AreBright() throws IOException {
        DataSet image = Images.of(1, 3, 16, 12, false).putString(Tag.PHOTOMETRIC_INTERPRETATION, "MONOCHROME1");

        assertThat(gray(image, 0, 2000, 4000)).containsExactly(255, 128, 0);
    }

    @Test
    void withoutAWindowTheRangeOfValuesIsSpreadOverAllLevels() throws IOException {
        DataSet image = Images.of(1, 4, 16, 16, true)
                .putIntegers(Tag.PIXEL_PADDING_VALUE, -2000)
                .putDecimals(Tag.RESCALE_SLOPE, 2);

        assertThat(gray(image, -2000, 100, 200, 300)).containsExactly(0, 0, 128, 255);
    }

    @Test
    void aFlatImageIsShownWithoutFailing() throws IOException {
        assertThat(gray(Images.of(1, 2, 16, 12, false), 7, 7)).hasSize(2);
        DataSet padded = Images.of(1, 2, 16, 12, false).putIntegers(Tag.PIXEL_PADDING_VALUE, 0);
        assertThat(gray(padded, 0, 0)).hasSize(2);
    }

    @Test
    void aWindowWithoutWidthIsNotUsed() {
        DataSet image = new DataSet().putDecimals(Tag.WINDOW_CENTER, 40).putDecimals(Tag.WINDOW_WIDTH, 0);

        assertThat(Window.of(image)).isEmpty();
        assertThatThrownBy(() -> new Window(40, 0)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void theFirstOfSeveralWindowsIsUsed() {
        DataSet image = new DataSet().putDecimals(Tag.WINDOW_CENTER, 40, -600).putDecimals(Tag.WINDOW_WIDTH, 400, 1500);

        assertThat(Window.of(image)).contains(new Window(40, 400));
    }

    @Test
    void theFunctionsOfTheStandardGiveItsExamples() {
        // PS3.3 C.11.2.1.2.1: centre 2048, width 4096 maps 0 to 4095 linearly.
        Window linear = new Window(2048, 4096);
        assertThat(linear.grey(0)).isZero();
        assertThat(linear.grey(4095)).isEqualTo(1);
        assertThat(linear.grey(2047.5)).isCloseTo(0.5, within(1e-12));
        Window step = new Window(2048, 1);
        assertThat(step.grey(2047.5)).isZero();
        assertThat(step.grey(2047.6)).isEqualTo(1);
        Window exact = new Window(2048, 4096, Window.Function.LINEAR_EXACT);
        assertThat(exact.grey(0)).isZero();
        assertThat(exact.grey(4096)).isEqualTo(1);
        Window sigmoid = new Window(2048, 4096, Window.Function.SIGMOID);
        assertThat(sigmoid.grey(2048)).isEqualTo(0.5);
        assertThat(sigmoid.grey(4096)).isCloseTo(1 / (1 + Math.exp(-2)), within(1e-12));
    }

    private static int[] gray(DataSet image, int... stored) throws IOException {
        byte[] levels = Presentation.toGray8(stored, PixelFormat.of(image), image);
        int[] unsigned = new int[levels.length];
        for (int i = 0; i < levels.length; i++) {
            unsigned[i] = levels[i] & 0xFF;
        }
        return unsigned;
    }
}
