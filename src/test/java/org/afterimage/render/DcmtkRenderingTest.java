package org.afterimage.render;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.afterimage.dicom.data.DataSet;
import org.afterimage.dicom.data.Tag;
import org.afterimage.dicom.data.VR;
import org.afterimage.dicom.io.Part10;
import org.afterimage.dicom.io.TransferSyntax;
import org.afterimage.testing.Peers;
import org.afterimage.testing.ProcessPeer;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Pictures have the grey levels that dcmtk gives them, but for one: this node rounds, dcmtk cuts off. */
class DcmtkRenderingTest {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final int SIDE = 64;

    @TempDir
    private Path folder;

    private final ImageRenderer renderer = new ImageRenderer();

    @BeforeAll
    static void dcmtkIsThere() {
        Peers.require("dcm2pnm");
    }

    @ParameterizedTest
    @CsvSource({"chest-dx/001.dcm", "head-mr/t1/010.dcm", "head-mr/t2/010.dcm", "thorax-ct/006.dcm"})
    void aFixtureIsShownInItsOwnWindow(String fixture) throws IOException {
        Path file = Path.of("test-fixtures", fixture).toAbsolutePath();

        assertLikeDcmtk(file, Display.asStored(), "+Wi", "1");
    }

    @ParameterizedTest
    @CsvSource({"40,400", "-600,1500", "300.5,1", "35,80"})
    void aCtIsShownInTheWindowThatWasAskedFor(double center, double width) throws IOException {
        Path file = Path.of("test-fixtures/thorax-ct/006.dcm").toAbsolutePath();

        assertLikeDcmtk(file, Display.asStored().withWindow(center, width, "linear"), "+Ww", center, width);
    }

    @Test
    void theSigmoidIsTheStandards() throws IOException {
        Path file = Path.of("test-fixtures/thorax-ct/006.dcm").toAbsolutePath();

        assertLikeDcmtk(file, Display.asStored().withWindow(40, 400, "sigmoid"), "+Wfs", "+Ww", 40, 400);
    }

    @ParameterizedTest
    @CsvSource({"12,false", "12,true", "16,true", "16,false", "8,false"})
    void valuesHaveTheirSignWhateverBitsAreStored(int bits, boolean signed) throws IOException {
        DataSet image = TestImages.grey(SIDE, SIDE, bits, signed)
                .putDecimals(Tag.RESCALE_SLOPE, 2)
                .putDecimals(Tag.RESCALE_INTERCEPT, -100)
                .putDecimals(Tag.WINDOW_CENTER, 60)
                .putDecimals(Tag.WINDOW_WIDTH, 300);
        Path file = written(image, bits, signed);

        assertLikeDcmtk(file, Display.asStored(), "+Wi", "1");
    }

    @Test
    void lowValuesOfMonochrome1AreBright() throws IOException {
        DataSet image = TestImages.grey(SIDE, SIDE, 12, false)
                .putString(Tag.PHOTOMETRIC_INTERPRETATION, "MONOCHROME1")
                .putDecimals(Tag.WINDOW_CENTER, 1500)
                .putDecimals(Tag.WINDOW_WIDTH, 2000);

        assertLikeDcmtk(written(image, 12, false), Display.asStored(), "+Wi", "1");
    }

    @ParameterizedTest
    @CsvSource({"MONOCHROME1,INVERSE", "MONOCHROME2,IDENTITY", "MONOCHROME2,INVERSE"})
    void aPresentationLutShapeInvertsOnceAndNotTwice(String photometric, String shape) throws IOException {
        DataSet image = TestImages.grey(SIDE, SIDE, 12, false)
                .putString(Tag.PHOTOMETRIC_INTERPRETATION, photometric)
                .putString(Tag.PRESENTATION_LUT_SHAPE, shape)
                .putDecimals(Tag.WINDOW_CENTER, 1500)
                .putDecimals(Tag.WINDOW_WIDTH, 2000);

        String asked = shape.equals("INVERSE") ? "+Piv" : "+Pid";
        assertLikeDcmtk(written(image, 12, false), Display.asStored(), "+Wi", "1", asked);
    }

    @ParameterizedTest
    @CsvSource({"8", "12", "16"})
    void aVoiLutIsApplied(int bits) throws IOException {
        DataSet image = TestImages.grey(SIDE, SIDE, 12, false)
                .putItems(Tag.VOI_LUT_SEQUENCE, lut(1024, 500, bits, value -> value * value / 1024.0 / 1023.0));

        assertLikeDcmtk(written(image, 12, false), Display.asStored(), "+Wl", "1");
    }

    @Test
    void aModalityLutComesBeforeTheWindow() throws IOException {
        DataSet modality = lut(4096, 0, 16, value -> Math.sqrt(value / 4095.0)).putString(Tag.MODALITY_LUT_TYPE, "OD");
        DataSet image = TestImages.grey(SIDE, SIDE, 12, false)
                .putItems(Tag.MODALITY_LUT_SEQUENCE, modality)
                .putDecimals(Tag.WINDOW_CENTER, 40000)
                .putDecimals(Tag.WINDOW_WIDTH, 30000);

        assertLikeDcmtk(written(image, 12, false), Display.asStored(), "+Wi", "1");
    }

    @Test
    void withoutAWindowTheRangeOfValuesIsShown() throws IOException {
        Path file =
                TestImages.write(folder.resolve("image.dcm"), TestImages.grey(SIDE, SIDE, 12, false), i -> 200 + i / 2);

        assertLikeDcmtk(file, Display.asStored(), "+Wm");
    }

    @Test
    void eachFrameOfAnImageIsItsOwn() throws IOException {
        DataSet image = TestImages.grey(SIDE, SIDE, 12, false)
                .putIntegers(Tag.NUMBER_OF_FRAMES, 3)
                .putDecimals(Tag.WINDOW_CENTER, 1500)
                .putDecimals(Tag.WINDOW_WIDTH, 2000);
        Path file = TestImages.write(folder.resolve("image.dcm"), image, i -> i % 4096 + i / 4096 * 300);

        int[] second =
                TestImages.samples(renderer.picture(file, 2, Display.asStored()).png());
        assertNear(second, dcmtk(file, "+F", 2, "+Wi", "1"));
        assertThat(second)
                .isNotEqualTo(TestImages.samples(
                        renderer.picture(file, 1, Display.asStored()).png()));
    }

    @Test
    void coloursAreLeftAsTheyAre() throws IOException {
        DataSet image = TestImages.grey(SIDE, SIDE, 8, false)
                .putIntegers(Tag.SAMPLES_PER_PIXEL, 3)
                .putString(Tag.PHOTOMETRIC_INTERPRETATION, "RGB")
                .putIntegers(Tag.PLANAR_CONFIGURATION, 0)
                .putIntegers(Tag.BITS_ALLOCATED, 8)
                .putDecimals(Tag.WINDOW_CENTER, 10)
                .putDecimals(Tag.WINDOW_WIDTH, 2);
        byte[] colours = new byte[3 * SIDE * SIDE];
        for (int i = 0; i < colours.length; i++) {
            colours[i] = (byte) (i * 7);
        }
        image.putBytes(Tag.PIXEL_DATA, VR.OB, colours);
        Path file = folder.resolve("image.dcm");
        Part10.write(file, image, TransferSyntax.EXPLICIT_VR_LITTLE_ENDIAN);

        int[] samples =
                TestImages.samples(renderer.picture(file, 1, Display.asStored()).png());

        assertThat(samples).isEqualTo(dcmtk(file));
    }

    private interface Curve {
        double of(int index);
    }

    private static DataSet lut(int entries, int first, int bits, Curve curve) {
        byte[] data = new byte[2 * entries];
        for (int i = 0; i < entries; i++) {
            int entry = (int) Math.round(curve.of(i) * ((1 << bits) - 1));
            data[2 * i] = (byte) entry;
            data[2 * i + 1] = (byte) (entry >> 8);
        }
        return new DataSet()
                .putIntegers(Tag.LUT_DESCRIPTOR, VR.US, entries, first, bits)
                .putBytes(Tag.LUT_DATA, VR.OW, data);
    }

    /** Each value there is, more or less, from the lowest to the highest. */
    private Path written(DataSet image, int bits, boolean signed) throws IOException {
        int count = SIDE * SIDE;
        long values = 1L << bits;
        int lowest = signed ? (int) -(values / 2) : 0;
        return TestImages.write(folder.resolve("image.dcm"), image, i -> (int) (lowest + i * values / count));
    }

    private void assertLikeDcmtk(Path file, Display display, Object... options) throws IOException {
        int[] ours = TestImages.samples(renderer.picture(file, 1, display).png());
        assertNear(ours, dcmtk(file, options));
        assertThat(ours).as("a picture, not a grey wall").contains(0, 255);
    }

    private static void assertNear(int[] ours, int[] theirs) {
        assertThat(ours).hasSameSizeAs(theirs);
        int off = 0;
        for (int i = 0; i < ours.length; i++) {
            int difference = Math.abs(ours[i] - theirs[i]);
            assertThat(difference)
                    .as("pixel %d: %d, dcmtk %d", i, ours[i], theirs[i])
                    .isLessThanOrEqualTo(1);
            off += difference;
        }
        System.out.printf("%d of %d pixels are one level off dcmtk's%n", off, ours.length);
    }

    /** The samples of dcmtk's picture, a portable grey map or pixel map. */
    private int[] dcmtk(Path file, Object... options) throws IOException {
        Path native16 = folder.resolve("native.dcm");
        Path map = folder.resolve("picture.pnm");
        run("dcmdrle", List.of(file, native16));
        List<Object> arguments = new ArrayList<>(List.of("+op"));
        arguments.addAll(List.of(options));
        arguments.addAll(List.of(native16, map));
        run("dcm2pnm", arguments);
        byte[] bytes = Files.readAllBytes(map);
        int at = 0;
        for (int lines = 0; lines < 3; at++) {
            lines += bytes[at] == '\n' ? 1 : 0;
        }
        int[] samples = new int[bytes.length - at];
        for (int i = 0; i < samples.length; i++) {
            samples[i] = bytes[at + i] & 0xFF;
        }
        return samples;
    }

    private void run(String program, List<Object> arguments) {
        ProcessPeer.Result result = ProcessPeer.run(folder, PATIENCE, program, arguments.toArray());
        assertThat(result.exitStatus()).describedAs(result.output()).isZero();
    }
}
