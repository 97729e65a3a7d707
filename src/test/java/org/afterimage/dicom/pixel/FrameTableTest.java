package org.afterimage.dicom.pixel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.afterimage.dicom.data.DataSet;
import org.afterimage.dicom.data.Element;
import org.afterimage.dicom.data.Tag;
import org.afterimage.dicom.data.VR;
import org.afterimage.dicom.io.DicomFormatException;
import org.afterimage.dicom.io.DicomObject;
import org.afterimage.dicom.io.Limits;
import org.afterimage.dicom.io.Part10;
import org.afterimage.dicom.io.TransferSyntax;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Frames are found through offset tables, without them, and in fragments of any number (PS3.5 A.4). */
class FrameTableTest {

    private static final TransferSyntax JPEG_LS = TransferSyntax.JPEG_LS_LOSSLESS;
    private static final int FRAMES = 4;

    @TempDir
    private Path folder;

    private final List<byte[]> frames = new ArrayList<>();
    private final DataSet image = Images.of(5, 7, 16, 12, false).putIntegers(Tag.NUMBER_OF_FRAMES, FRAMES);

    FrameTableTest() throws IOException {
        PixelFormat format = PixelFormat.of(image);
        for (int i = 0; i < FRAMES; i++) {
            frames.add(((Element.Fragments) PixelWriter.element(pixels(i), format, JPEG_LS))
                    .fragments()
                    .get(1));
        }
    }

    private static int[] pixels(int frame) {
        int[] pixels = new int[35];
        for (int i = 0; i < pixels.length; i++) {
            pixels[i] = frame * 1000 + i * i % 97;
        }
        return pixels;
    }

    @Test
    void oneFragmentAFrameNeedsNoTable() throws IOException {
        assertFramesAreFound(new byte[0], frames);
    }

    @Test
    void theBasicOffsetTableSaysWhichFragmentsBelongTogether() throws IOException {
        List<byte[]> halves = halves();
        assertFramesAreFound(words(offsets(halves, 2)), halves);
    }

    @Test
    void withoutATableCodeStreamsSayWhereTheyBegin() throws IOException {
        assertFramesAreFound(new byte[0], halves());
    }

    @Test
    void aTableThatPointsBetweenFragmentsIsNotBelieved() throws IOException {
        long[] wrong = offsets(halves(), 2);
        wrong[1] += 2;
        assertFramesAreFound(words(wrong), halves());
        assertFramesAreFound(words(new long[] {8, 8, 8, 8}), frames);
        assertFramesAreFound(words(new long[FRAMES]), frames);
        assertFramesAreFound(new byte[] {1, 2, 3}, frames);
        assertFramesAreFound(words(new long[] {0, 0xFFFFFFFFL, 1, 2}), halves());
    }

    @Test
    void theExtendedOffsetTableComesFirst() throws IOException {
        List<byte[]> halves = halves();
        image.putBytes(Tag.EXTENDED_OFFSET_TABLE, VR.OV, longs(offsets(halves, 2)));
        image.putBytes(Tag.EXTENDED_OFFSET_TABLE_LENGTHS, VR.OV, new byte[8 * FRAMES]);
        assertFramesAreFound(new byte[0], halves);
    }

    @Test
    void framesThatNothingTellsApartAreRefused() {
        List<byte[]> fragments = new ArrayList<>(frames);
        fragments.add(new byte[] {1, 2});
        fragments.add(0, new byte[] {3, 4});
        assertRefused(fragments, "6 fragments for 4 frames");
        assertRefused(frames.subList(0, 3), "3 fragments for 4 frames");
        assertRefused(List.of(), "no fragment");
        fragments.set(0, new byte[0]);
        assertRefused(fragments, "6 fragments for 4 frames");
    }

    @Test
    void aLaterFrameIsReadWithoutThoseBeforeIt() throws IOException {
        List<byte[]> damaged = new ArrayList<>(frames);
        damaged.set(0, new byte[] {(byte) 0xFF, (byte) 0xD8, 0, 0});
        FrameReader reader = new FrameReader(inMemory(new byte[0], damaged));

        assertThat(reader.stored(3)).isEqualTo(pixels(3));
        assertThatThrownBy(() -> reader.stored(0)).isInstanceOf(DicomFormatException.class);
        assertThatThrownBy(() -> reader.stored(4)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> reader.stored(-1)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void manySmallFragmentsOnDiskAreFound() throws IOException {
        // More than one window of item headers, and headers on both sides of its edge.
        List<byte[]> pieces = new ArrayList<>();
        for (byte[] frame : frames) {
            for (int at = 0; at < frame.length; at += 2) {
                pieces.add(Arrays.copyOfRange(frame, at, at + 2));
            }
            for (int i = 0; i < 600; i++) {
                pieces.add(new byte[2 * (i % 7)]);
            }
        }
        assertFramesAreFound(new byte[0], pieces);
    }

    private List<byte[]> halves() {
        List<byte[]> halves = new ArrayList<>();
        for (byte[] frame : frames) {
            int middle = frame.length / 4 * 2;
            halves.add(Arrays.copyOf(frame, middle));
            halves.add(Arrays.copyOfRange(frame, middle, frame.length));
        }
        return halves;
    }

    private static long[] offsets(List<byte[]> fragments, int each) {
        long[] offsets = new long[fragments.size() / each];
        long at = 0;
        for (int i = 0; i < fragments.size(); i++) {
            if (i % each == 0) {
                offsets[i / each] = at;
            }
            at += 8 + fragments.get(i).length;
        }
        return offsets;
    }

    private static byte[] words(long[] offsets) {
        ByteBuffer bytes = ByteBuffer.allocate(4 * offsets.length).order(ByteOrder.LITTLE_ENDIAN);
        Arrays.stream(offsets).forEach(offset -> bytes.putInt((int) offset));
        return bytes.array();
    }

    private static byte[] longs(long[] offsets) {
        ByteBuffer bytes = ByteBuffer.allocate(8 * offsets.length).order(ByteOrder.LITTLE_ENDIAN);
        Arrays.stream(offsets).forEach(bytes::putLong);
        return bytes.array();
    }

    private DicomObject inMemory(byte[] table, List<byte[]> fragments) {
        List<byte[]> all = new ArrayList<>(List.of(table));
        all.addAll(fragments);
        return Images.object(image.put(new Element.Fragments(Tag.PIXEL_DATA, VR.OB, all)), JPEG_LS);
    }

    private void assertFramesAreFound(byte[] table, List<byte[]> fragments) throws IOException {
        DicomObject inMemory = inMemory(table.length % 2 == 0 ? table : Arrays.copyOf(table, 4), fragments);
        Path file = folder.resolve("frames.dcm");
        Part10.write(file, inMemory.dataSet(), JPEG_LS);
        DicomObject onDisk = Part10.read(file, Limits.defaults().withBulkThreshold(0));
        assertThat(onDisk.dataSet().get(Tag.PIXEL_DATA).orElseThrow()).isInstanceOf(Element.Bulk.class);
        for (DicomObject object : List.of(inMemory, onDisk)) {
            FrameReader reader = new FrameReader(object);
            for (int i = FRAMES - 1; i >= 0; i--) {
                assertThat(reader.stored(i)).isEqualTo(pixels(i));
                assertThat(PixelReader.frame(object, i)).isEqualTo(pixels(i));
            }
        }
    }

    private void assertRefused(List<byte[]> fragments, String mention) {
        assertThatThrownBy(() -> PixelReader.frame(inMemory(new byte[0], fragments), 0))
                .isInstanceOf(DicomFormatException.class)
                .hasMessageContaining(mention);
    }
}
