package org.afterimage.dicom.pixel;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.afterimage.dicom.data.DataSet;
import org.afterimage.dicom.data.Element;
import org.afterimage.dicom.data.Tag;
import org.afterimage.dicom.io.DicomFormatException;

/**
 * Which fragments hold which frame (PS3.5 A.4). The Extended or the Basic Offset Table says it; where neither is there or what it
 * says cannot be, one fragment a frame or the code streams' own beginnings do.
 */
final class FrameTable {

    private static final int SOI = 0xFFD8;
    private static final int SOC = 0xFF4F;

    private final FragmentSource fragments;

    /** The first fragment of each frame, and behind the last the number of fragments. */
    private final int[] first;

    /**
     * Finds the frames.
     *
     * @throws DicomFormatException when nothing says where they begin
     */
    FrameTable(DataSet dataSet, FragmentSource fragments, int frames) throws IOException {
        this.fragments = fragments;
        int count = fragments.count();
        if (count == 0) {
            throw new DicomFormatException("Pixel Data has no fragment for frame 1 of " + frames + ".");
        }
        if (frames == 1) {
            first = new int[] {0, count};
            return;
        }
        Optional<int[]> stated = extended(dataSet, frames).or(() -> basic(frames));
        if (stated.isPresent()) {
            first = stated.get();
        } else if (count == frames) {
            first = oneEach(frames);
        } else {
            first = beginnings(frames);
        }
    }

    /** The bytes of a frame. */
    byte[] frame(int frame) throws IOException {
        return fragments.join(first[frame], first[frame + 1]);
    }

    private Optional<int[]> extended(DataSet dataSet, int frames) {
        return dataSet.get(Tag.EXTENDED_OFFSET_TABLE)
                .filter(Element.Value.class::isInstance)
                .map(element -> ((Element.Value) element).bytes())
                .filter(bytes -> bytes.length / Long.BYTES == frames)
                .flatMap(bytes -> {
                    long[] offsets = new long[frames];
                    ByteBuffer.wrap(bytes)
                            .order(ByteOrder.LITTLE_ENDIAN)
                            .asLongBuffer()
                            .get(offsets);
                    return places(offsets);
                });
    }

    private Optional<int[]> basic(int frames) {
        byte[] table = fragments.basicOffsetTable();
        if (table.length / Integer.BYTES != frames) {
            return Optional.empty();
        }
        ByteBuffer words = ByteBuffer.wrap(table).order(ByteOrder.LITTLE_ENDIAN);
        long[] offsets = new long[frames];
        for (int i = 0; i < frames; i++) {
            offsets[i] = Integer.toUnsignedLong(words.getInt());
        }
        return places(offsets);
    }

    /** The fragments that begin at offsets; empty unless each does, in rising order from the first. */
    private Optional<int[]> places(long[] offsets) {
        int[] places = new int[offsets.length + 1];
        places[offsets.length] = fragments.count();
        for (int i = 0; i < offsets.length; i++) {
            places[i] = Arrays.binarySearch(fragments.offsets(), offsets[i]);
            if (places[i] < 0 || (i == 0 ? places[i] != 0 : places[i] <= places[i - 1])) {
                return Optional.empty();
            }
        }
        return Optional.of(places);
    }

    private static int[] oneEach(int frames) {
        int[] places = new int[frames + 1];
        Arrays.setAll(places, i -> i);
        return places;
    }

    private int[] beginnings(int frames) throws IOException {
        List<Integer> found = new ArrayList<>();
        for (int i = 0; i < fragments.count(); i++) {
            int start = fragments.firstWord(i);
            if (start == SOI || start == SOC) {
                found.add(i);
            }
        }
        if (found.size() != frames || found.get(0) != 0) {
            throw new DicomFormatException("Pixel Data has " + fragments.count() + " fragments for " + frames
                    + " frames, and no valid offset table says which belong together.");
        }
        found.add(fragments.count());
        return found.stream().mapToInt(Integer::intValue).toArray();
    }
}
