package org.afterimage.synthesize;

import java.io.IOException;
import java.util.Optional;
import org.afterimage.dicom.io.DicomFormatException;
import org.afterimage.dicom.io.DicomObject;
import org.afterimage.dicom.pixel.FrameReader;
import org.afterimage.dicom.pixel.PixelReader;

/**
 * A received instance, of which one or more frames are sources. Where frames begin in its pixel data is looked up once. Safe for several
 * threads.
 */
public final class ReceivedImage {

    private final DicomObject object;
    private Optional<FrameReader> reader = Optional.empty();

    /** An instance whose pixel data stay on disk. */
    public ReceivedImage(DicomObject object) {
        this.object = object;
    }

    /** The instance as it was received. */
    public DicomObject object() {
        return object;
    }

    /**
     * Decodes a frame.
     *
     * @param frame counted from 0
     * @return stored values, row by row from the top left
     * @throws IOException as {@link PixelReader#frame} does
     */
    synchronized int[] stored(int frame) throws IOException {
        if (reader.isEmpty()) {
            FrameReader found = new FrameReader(object);
            if (found.format().samplesPerPixel() != 1) {
                throw new DicomFormatException("The image has " + found.format().samplesPerPixel()
                        + " samples per pixel; only monochrome images are read.");
            }
            reader = Optional.of(found);
        }
        return reader.get().stored(frame);
    }
}
