package org.afterimage.synthesize;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.Random;
import java.util.stream.Stream;
import org.afterimage.dicom.data.DataSet;
import org.afterimage.dicom.pixel.PixelFormat;
import org.afterimage.dicom.pixel.Rescale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PlaneKeeperTest {
    private static final int ROWS = 300;
    private static final int COLUMNS = 401;
    private static final int PLANES_OF_ONE = 2 * ROWS * COLUMNS * Integer.BYTES;

    @TempDir
    Path folder;

    @Test
    void aShortSeriesStaysAsItIs() throws Exception {
        try (PlaneKeeper planes = new PlaneKeeper(folder.resolve("scratch"), 2 * PLANES_OF_ONE)) {
            SyntheticInstance first = image(values(1, 4096));
            SyntheticInstance second = image(values(2, 4096));
            assertThat(planes.keep(first)).isSameAs(first);
            assertThat(planes.keep(second)).isSameAs(second);
            assertThat(planes.bytesInFile()).isZero();
            assertThat(folder.resolve("scratch")).doesNotExist();
        }
    }

    @Test
    void beyondTheBoundPlanesGoToTheFileAndComeBackEqual() throws Exception {
        int[] narrow = values(3, 1 << 16);
        int[] wide = values(4, 1 << 20);
        wide[0] = Integer.MIN_VALUE;
        wide[1] = Integer.MAX_VALUE;
        try (PlaneKeeper planes = new PlaneKeeper(folder, PLANES_OF_ONE)) {
            planes.keep(image(values(5, 10)));
            SyntheticInstance first = planes.keep(image(narrow));
            long afterOne = planes.bytesInFile();
            SyntheticInstance second = planes.keep(image(wide));
            assertThat(first.plane()).isInstanceOf(ScratchFile.Written.class);
            assertThat(afterOne).as("two planes of two bytes").isEqualTo(PLANES_OF_ONE / 2);
            assertThat(planes.bytesInFile() - afterOne).as("of four").isEqualTo(PLANES_OF_ONE);
            assertThat(second.stored()).isEqualTo(wide);
            assertThat(first.stored()).isEqualTo(narrow);
            assertThat(first.sourceStored()).isEqualTo(narrow);
        }
    }

    @Test
    void closedItGivesItsFileBackAndKeepsNothingMore() throws Exception {
        PlaneKeeper planes = new PlaneKeeper(folder, 0);
        SyntheticInstance kept = planes.keep(image(values(6, 100)));
        planes.close();
        assertThat(files()).isZero();
        assertThatThrownBy(kept::stored)
                .isInstanceOf(UncheckedIOException.class)
                .hasMessageStartingWith("The scratch file of the run can't be read: ");
        assertThatThrownBy(() -> planes.keep(image(values(7, 100)))).isInstanceOf(IOException.class);
    }

    @Test
    void whatAKilledProcessLeftIsGoneAtTheNextStart() throws Exception {
        Process killed = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                        Spilling.class.getName(),
                        folder.toString())
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        assertThat(killed.waitFor()).isEqualTo(Spilling.SPILLED);
        Files.writeString(folder.resolve("planes-17.scratch"), "where a name can't be taken away");
        Path other = Files.writeString(folder.resolve("notes.txt"), "not ours");

        PlaneKeeper.sweep(folder);

        assertThat(files()).isEqualTo(1);
        assertThat(other).exists();
        PlaneKeeper.sweep(folder.resolve("not-there"));
    }

    @Test
    void aFullDiskIsSaidInOneSentence() throws Exception {
        Path full = Path.of("/dev/full");
        assumeTrue(Files.exists(full), "this system has no device that is always full");
        try (ScratchFile file = new ScratchFile(FileChannel.open(full, StandardOpenOption.WRITE))) {
            assertThatThrownBy(() -> file.append(values(8, 100)))
                    .isInstanceOf(IOException.class)
                    .hasMessage("The scratch file of the run can't be written: No space left on device.");
            assertThat(file.size()).isZero();
        }
    }

    @Test
    void aFolderThatCannotBeMadeIsSaidInOneSentence() throws Exception {
        Path file = Files.writeString(folder.resolve("file"), "no folder");
        try (PlaneKeeper planes = new PlaneKeeper(file, 0)) {
            assertThatThrownBy(() -> planes.keep(image(values(9, 100))))
                    .isInstanceOf(IOException.class)
                    .hasMessageStartingWith("The scratch file of the run can't be made in " + file);
        }
    }

    /** A process that is killed while planes lie in its file. */
    static final class Spilling {
        static final int SPILLED = 42;

        private Spilling() {}

        public static void main(String[] args) throws IOException {
            PlaneKeeper planes = new PlaneKeeper(Path.of(args[0]), 0);
            SyntheticInstance kept = planes.keep(image(values(10, 100)));
            Runtime.getRuntime().halt(kept.stored().length == ROWS * COLUMNS ? SPILLED : 1);
        }
    }

    private long files() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.count();
        }
    }

    private static int[] values(long seed, int bound) {
        return new Random(seed)
                .ints(ROWS * COLUMNS, -bound / 2, bound - bound / 2)
                .toArray();
    }

    private static SyntheticInstance image(int[] values) {
        PixelFormat format = new PixelFormat(ROWS, COLUMNS, 1, 1, 16, 16, 15, true, "MONOCHROME2");
        Duration none = Duration.ZERO;
        return SyntheticInstance.ofOne(
                TestRadiographs.instance(new DataSet()),
                format,
                values,
                values,
                PaddingRange.NONE,
                new KernelEvidence(new Rescale(1, 0), -1000, 0, false, 0),
                new SynthesisTimes(none, none, none, none));
    }
}
