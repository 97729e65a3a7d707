package org.afterimage.synthesize;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import java.nio.file.Path;
import java.util.List;
import java.util.function.IntBinaryOperator;
import javax.imageio.ImageIO;
import org.afterimage.dicom.data.DataSet;
import org.afterimage.dicom.data.Tag;
import org.afterimage.dicom.io.DicomObject;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PicturesTest {

    private static final int CAPTION_STRIP = 37;

    @TempDir
    Path folder;

    @Test
    void fourPicturesAreWrittenAndNoneIsHigherThan1024Pixels() throws Exception {
        List<Path> files = write(TestRadiographs.chest(1300, 1040, false, (row, column) -> row + column));

        assertThat(files)
                .extracting(file -> file.getFileName().toString())
                .containsExactly("source.png", "derived.png", "removed.png", "side-by-side.png");
        BufferedImage source = ImageIO.read(files.get(0).toFile());
        assertThat(source.getHeight()).isEqualTo(1024);
        assertThat(source.getWidth()).isEqualTo(819); // 1040 / 1300 x 1024
        assertThat(source.getColorModel().getPixelSize()).isEqualTo(8);
        assertThat(ImageIO.read(files.get(3).toFile()).getHeight()).isEqualTo(1024);
    }

    @Test
    void sourceAndDerivedAreShownThroughTheSourcesWindow() throws Exception {
        DataSet dataSet = TestRadiographs.chest(256, 256, false, (row, column) -> 4 * row + column)
                .putDecimals(Tag.WINDOW_CENTER, 640)
                .putDecimals(Tag.WINDOW_WIDTH, 1001);
        List<Path> files = write(dataSet);
        BufferedImage source = ImageIO.read(files.get(0).toFile());
        BufferedImage derived = ImageIO.read(files.get(1).toFile());
        BufferedImage removed = ImageIO.read(files.get(2).toFile());

        assertThat(grey(source, 20, 60)).isEqualTo(0); // 140 is below the window, which begins at 139.5 with black
        assertThat(grey(source, 150, 40)).isEqualTo(Math.round(255 * (640 - 139.5f) / 1000));
        assertThat(grey(derived, 20, 150)).isEqualTo(grey(source, 20, 150)); // outside the lung
        assertThat(grey(derived, 128, 128)).isLessThan(grey(source, 128, 128)); // inside
        assertThat(grey(removed, 20, 150)).isZero();
        assertThat(grey(removed, 128, 128)).isPositive();
    }

    @Test
    void monochrome1IsShownTheRightWayRound() throws Exception {
        DataSet dataSet = TestRadiographs.chest(256, 256, true, (row, column) -> 4 * row + column)
                .putDecimals(Tag.WINDOW_CENTER, 640)
                .putDecimals(Tag.WINDOW_WIDTH, 1001);
        BufferedImage source = ImageIO.read(write(dataSet).get(0).toFile());
        assertThat(grey(source, 10, 10)).isEqualTo(255);
        assertThat(grey(source, 250, 250)).isEqualTo(0);
    }

    @Test
    void everyPanelOfTheSideBySidePictureHasItsCaption() throws Exception {
        List<Path> files = write(TestRadiographs.chest(512, 512, false, (row, column) -> 4 * row + column));
        BufferedImage sideBySide = ImageIO.read(files.get(3).toFile());

        assertThat(sideBySide.getWidth()).isEqualTo(3 * 512 + 2 * 12);
        for (int panel = 0; panel < 3; panel++) {
            int bright = 0;
            for (int y = 0; y < CAPTION_STRIP; y++) {
                for (int x = panel * 524; x < panel * 524 + 512; x++) {
                    bright += grey(sideBySide, y, x) > 128 ? 1 : 0;
                }
            }
            assertThat(bright).isBetween(100, 512 * CAPTION_STRIP / 4);
        }
    }

    @Test
    void valuesThatMeanSomethingElseAreShownThroughTheirOwnWindowBesideAllSources() throws Exception {
        DicomObject one = object(640, (row, column) -> 4 * row + column);
        DicomObject two = object(640, (row, column) -> 4 * row + 2 * column);
        DicomObject derived = object(100, (row, column) -> 100 + (column < 128 ? -40 : 40));

        List<Path> files = new Pictures().write(List.of(one, two), derived, "Test", folder.resolve("several"));

        assertThat(files)
                .extracting(file -> file.getFileName().toString())
                .containsExactly("source.png", "derived.png", "side-by-side.png");
        BufferedImage picture = ImageIO.read(files.get(1).toFile());
        assertThat(grey(picture, 10, 10)).isEqualTo(Math.round(255 * (60 - 49.5f) / 100));
        assertThat(grey(picture, 10, 200)).isEqualTo(Math.round(255 * (140 - 49.5f) / 100));
        assertThat(ImageIO.read(files.get(2).toFile()).getWidth()).isEqualTo(3 * 256 + 2 * 12);
    }

    private static DicomObject object(double center, IntBinaryOperator pixel) {
        DataSet dataSet = TestRadiographs.chest(256, 256, false, pixel)
                .putDecimals(Tag.WINDOW_CENTER, center)
                .putDecimals(Tag.WINDOW_WIDTH, 101);
        return TestRadiographs.instance(dataSet).object();
    }

    @Test
    void captionsKnowTheirLettersAndTheirWidth() {
        Caption caption = new Caption();
        assertThat(caption.width("ll", 6)).isEqualTo(2); // two strokes of no width, two apart
        assertThat(caption.width("AI bone suppressed", 12)).isEqualTo(2 * caption.width("AI bone suppressed", 6));
    }

    private List<Path> write(DataSet dataSet) throws Exception {
        SyntheticInstance instance = BoneSuppressorTest.suppress(folder.resolve("models"), "threshold_lung", dataSet);
        return new Pictures().write(instance, "Bone suppressed", folder.resolve("pictures"));
    }

    private static int grey(BufferedImage image, int row, int column) {
        return image.getRaster().getSample(column, row, 0);
    }
}
