package org.afterimage.dicom.pixel;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.afterimage.dicom.data.DataSet;
import org.afterimage.dicom.data.Tag;
import org.afterimage.dicom.io.DicomFormatException;

/**
 * The attributes of each frame of a multi-frame image: those of its own item of the Per-Frame Functional Groups Sequence and those of
 * the Shared Functional Groups Sequence (PS3.3 C.7.6.16). An image without functional groups has the same attributes in every frame.
 */
public final class FunctionalGroups {

    private final DataSet image;
    private final Optional<DataSet> shared;
    private final List<DataSet> perFrame;
    private final int frames;

    private FunctionalGroups(DataSet image, Optional<DataSet> shared, List<DataSet> perFrame, int frames) {
        this.image = image;
        this.shared = shared;
        this.perFrame = perFrame;
        this.frames = frames;
    }

    /**
     * The functional groups of an image.
     *
     * @param image its data set; the pixel data is not needed
     * @throws DicomFormatException when there is more than one shared item, when the number of per-frame items is not Number of Frames
     *     (0028,0008), or that is no number greater than 0
     */
    public static FunctionalGroups of(DataSet image) throws DicomFormatException {
        int frames = PixelFormat.frames(image);
        List<DataSet> shared = image.items(Tag.SHARED_FUNCTIONAL_GROUPS_SEQUENCE);
        List<DataSet> perFrame = image.items(Tag.PER_FRAME_FUNCTIONAL_GROUPS_SEQUENCE);
        if (shared.size() > 1) {
            throw new DicomFormatException(
                    "The Shared Functional Groups Sequence (5200,9229) has " + shared.size() + " items; 1 is allowed.");
        }
        // Objects whose groups are all shared may lack the other sequence; one that is there has to be whole.
        if (image.contains(Tag.PER_FRAME_FUNCTIONAL_GROUPS_SEQUENCE) && perFrame.size() != frames) {
            throw new DicomFormatException("The Per-Frame Functional Groups Sequence (5200,9230) has " + perFrame.size()
                    + " items for " + frames + " frames.");
        }
        return new FunctionalGroups(image, shared.stream().findFirst(), perFrame, frames);
    }

    /** Number of Frames (0028,0008). */
    public int frames() {
        return frames;
    }

    /**
     * The attributes of a frame.
     *
     * @param frame the frame, counted from 0
     * @throws IllegalArgumentException when there is no such frame
     */
    public FrameAttributes frame(int frame) {
        if (frame < 0 || frame >= frames) {
            throw new IllegalArgumentException("There is no frame " + frame + " among " + frames + ".");
        }
        Optional<DataSet> own = perFrame.isEmpty() ? Optional.empty() : Optional.of(perFrame.get(frame));
        return new FrameAttributes(image, shared, own);
    }

    /**
     * The dimensions that Dimension Index Values count along, outermost first (PS3.3 C.7.6.17).
     *
     * @return the tags of Dimension Index Pointer (0020,9165)
     */
    public List<Integer> dimensions() {
        List<Integer> pointers = new ArrayList<>();
        for (DataSet dimension : image.items(Tag.DIMENSION_INDEX_SEQUENCE)) {
            dimension.integer(Tag.DIMENSION_INDEX_POINTER).ifPresent(pointers::add);
        }
        return List.copyOf(pointers);
    }
}
