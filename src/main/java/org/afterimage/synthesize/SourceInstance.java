package org.afterimage.synthesize;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.afterimage.dicom.data.DataSet;
import org.afterimage.dicom.data.SopClass;
import org.afterimage.dicom.data.Tag;
import org.afterimage.dicom.io.DicomFormatException;
import org.afterimage.dicom.io.DicomObject;
import org.afterimage.dicom.pixel.SingleFrameView;

/**
 * One received image: an instance, or one frame of an Enhanced CT or MR instance.
 *
 * @param file where it lies
 * @param object its attributes, those of a frame where an image of one frame has them; Pixel Data stay on disk
 * @param received the instance that it is, or of which it is a frame
 * @param frame which of the instance's frames it is, counted from 0
 */
public record SourceInstance(Path file, DicomObject object, ReceivedImage received, int frame) {

    private static final Set<String> ENHANCED = Set.of(SopClass.ENHANCED_CT_IMAGE, SopClass.ENHANCED_MR_IMAGE);

    /** An instance of one frame. */
    public SourceInstance(Path file, DicomObject object) {
        this(file, object, new ReceivedImage(object), 0);
    }

    /**
     * The images of an instance: each frame of an Enhanced CT or MR instance, or else the instance itself. One whose functional groups
     * are damaged is left whole.
     *
     * @param file where it lies
     * @param received the instance
     */
    public static List<SourceInstance> of(Path file, DicomObject received) {
        if (!ENHANCED.contains(received.sopClassUid())) {
            return List.of(new SourceInstance(file, received));
        }
        try {
            SingleFrameView view = new SingleFrameView(received.dataSet());
            ReceivedImage image = new ReceivedImage(received);
            return IntStream.range(0, view.frames())
                    .mapToObj(frame -> new SourceInstance(file, single(received, view.frame(frame)), image, frame))
                    .toList();
        } catch (DicomFormatException e) {
            return List.of(new SourceInstance(file, received)); // the domain check says what is wrong with it
        }
    }

    private static DicomObject single(DicomObject received, DataSet attributes) {
        return new DicomObject(received.fileMeta(), received.transferSyntax(), attributes);
    }

    /** SOP Instance UID (0008,0018) of the instance; frames of one instance share it. */
    public String sopInstanceUid() {
        return object.sopInstanceUid();
    }

    /** Whether it is a frame of a multi-frame SOP class. */
    public boolean isFrame() {
        return ENHANCED.contains(object.sopClassUid());
    }

    /** What tells it from the other images of its series, for people: {@code instance 7} or {@code frame 12}. */
    public String name() {
        return isFrame()
                ? "frame " + (frame + 1)
                : "instance " + object.dataSet().string(Tag.INSTANCE_NUMBER).orElse("without number");
    }

    /** Whether the other is the same image as it was opened once; attributes need not be compared. */
    @Override
    public boolean equals(Object other) {
        return other instanceof SourceInstance that && received.equals(that.received) && frame == that.frame;
    }

    @Override
    public int hashCode() {
        return 31 * received.hashCode() + frame;
    }

    /**
     * Decodes its pixels.
     *
     * @return stored values, sign-extended, row by row from the top left
     * @throws IOException as {@link org.afterimage.dicom.pixel.PixelReader#frame} does
     */
    public int[] stored() throws IOException {
        return received.stored(frame);
    }
}
