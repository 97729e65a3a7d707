package org.afterimage.render;

import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import org.afterimage.dicom.io.DicomFormatException;
import org.afterimage.dicom.pixel.UnsupportedTransferSyntaxException;
import org.afterimage.dicom.pixel.Window;

/** Makes pictures of the frames of stored instances. */
@ApplicationScoped
public class ImageRenderer {

    private final FrameCache cache;

    /** With a cache that leaves the node the memory for its work. */
    public ImageRenderer() {
        this(FrameCache.forHeap());
    }

    ImageRenderer(FrameCache cache) {
        this.cache = cache;
    }

    /**
     * A picture.
     *
     * @param png as PNG
     * @param center of the window that was applied, after the modality transform; where a VOI LUT was, of the range of the frame's values
     * @param width of that window
     * @param function {@code linear}, {@code linear-exact} or {@code sigmoid}
     */
    @SuppressWarnings("ArrayRecordComponent") // handed on, never compared
    public record Rendered(byte[] png, double center, double width, String function) {}

    /**
     * A picture of a frame.
     *
     * @param file where the instance is stored
     * @param frame counted from 1, as DICOM counts frames (PS3.3 C.7.6.6)
     * @throws UnshowableException if the instance is no image, is damaged, is in a format that isn't read, or has no such frame
     * @throws NoSuchFileException if there is no such file any more
     */
    public Rendered picture(Path file, int frame, Display display) throws IOException {
        DecodedFrame decoded = decoded(file, frame);
        byte[] png = Png.of(display.of(decoded), display.palette());
        if (!(decoded instanceof GreyFrame grey)) {
            return new Rendered(png, 127.5, 255, "linear-exact");
        }
        Window window = display.window().orElse(grey.window());
        return new Rendered(png, window.center(), window.width(), name(window.function()));
    }

    /**
     * The values of a frame as they are stored.
     *
     * @throws UnshowableException as {@link #picture} does
     */
    public FrameValues values(Path file, int frame) throws IOException {
        return decoded(file, frame).values();
    }

    private DecodedFrame decoded(Path file, int frame) throws IOException {
        try {
            return cache.get(file, frame - 1);
        } catch (UnsupportedTransferSyntaxException | DicomFormatException e) {
            throw new UnshowableException(e.getMessage(), e);
        }
    }

    static String name(Window.Function function) {
        return switch (function) {
            case LINEAR -> "linear";
            case LINEAR_EXACT -> "linear-exact";
            case SIGMOID -> "sigmoid";
        };
    }
}
