package org.afterimage.render;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.afterimage.dicom.data.DataSet;
import org.afterimage.dicom.data.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SeriesStacksTest {
    @TempDir
    private Path folder;

    private final SeriesStacks stacks = new SeriesStacks();

    @Test
    void slicesAreInTheOrderOfTheirPlacesWhateverTheirNumbers() throws IOException {
        List<StoredInstance> instances = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            DataSet slice = slice(i * 2.5).putIntegers(Tag.INSTANCE_NUMBER, 5 - i);
            instances.add(stored("slice" + i, slice));
        }
        Collections.reverse(instances);

        SeriesStacks.Stack stack = stacks.of(instances);

        assertThat(stack.frames())
                .extracting(StackFrame::sopInstanceUid)
                .containsExactly("slice0", "slice1", "slice2", "slice3", "slice4");
        assertThat(stack.frames()).extracting(StackFrame::place).containsExactly(0.0, 2.5, 5.0, 7.5, 10.0);
        assertThat(stack.leftOut()).isZero();
        assertThat(stacks.of(instances)).as("kept").isSameAs(stack);
    }

    @Test
    void slicesThatDoNotLieInParallelAreInTheOrderOfTheirNumbers() throws IOException {
        DataSet tilted = slice(1).putIntegers(Tag.INSTANCE_NUMBER, 1)
                .putDecimals(Tag.IMAGE_ORIENTATION_PATIENT, 1, 0, 0, 0, 0, -1);
        DataSet axial = slice(0).putIntegers(Tag.INSTANCE_NUMBER, 2);

        SeriesStacks.Stack stack = stacks.of(List.of(stored("axial", axial), stored("tilted", tilted)));

        assertThat(stack.frames()).extracting(StackFrame::sopInstanceUid).containsExactly("tilted", "axial");
        assertThat(stack.frames()).extracting(StackFrame::place).containsOnlyNulls();
    }

    @Test
    void whatIsNoImageIsLeftOutAndCounted() throws IOException {
        Path text = Files.writeString(folder.resolve("text"), "no image");
        StoredInstance image = stored("image", slice(0));

        SeriesStacks.Stack stack = stacks.of(List.of(new StoredInstance("text", text), image));

        assertThat(stack.frames()).extracting(StackFrame::sopInstanceUid).containsExactly("image");
        assertThat(stack.leftOut()).isEqualTo(1);
    }

    @Test
    void aFixtureSaysHowItLiesAndWhatItsValuesMean() {
        Path file = Path.of("test-fixtures/thorax-ct/006.dcm");

        StackFrame frame =
                stacks.of(List.of(new StoredInstance("ct", file))).frames().get(0);

        assertThat(frame.rows()).isEqualTo(512);
        assertThat(frame.unit()).isEqualTo("HU");
        assertThat(frame.rescale()).containsExactly(1, -1024);
        assertThat(frame.window()).hasSize(2);
        assertThat(frame.spacing()).hasSize(2);
        assertThat(frame.synthetic()).isFalse();
    }

    private StoredInstance stored(String uid, DataSet image) throws IOException {
        return new StoredInstance(uid, TestImages.write(folder.resolve(uid + ".dcm"), image, i -> i));
    }

    private static DataSet slice(double place) {
        return TestImages.grey(2, 2, 12, false)
                .putDecimals(Tag.IMAGE_ORIENTATION_PATIENT, 1, 0, 0, 0, 1, 0)
                .putDecimals(Tag.IMAGE_POSITION_PATIENT, -10, -10, place);
    }
}
