package org.afterimage.render;

import java.io.IOException;
import java.nio.file.Path;
import org.afterimage.dicom.data.DataSet;
import org.afterimage.dicom.data.Tag;
import org.afterimage.dicom.io.DicomObject;
import org.afterimage.dicom.io.Limits;
import org.afterimage.dicom.io.Part10;
import org.afterimage.dicom.pixel.ColourPicture;
import org.afterimage.dicom.pixel.FrameAttributes;
import org.afterimage.dicom.pixel.FrameReader;
import org.afterimage.dicom.pixel.FunctionalGroups;
import org.afterimage.dicom.pixel.ModalityTransform;
import org.afterimage.dicom.pixel.PixelFormat;
import org.afterimage.dicom.pixel.VoiTransform;

/** A stored image whose attributes are in memory and whose pixels are still in the file. */
final class OpenedImage {

    private final DicomObject object;
    private final PixelFormat format;
    private final FrameReader reader;
    private final FunctionalGroups groups;

    private OpenedImage(DicomObject object) throws IOException {
        this.object = object;
        this.format = PixelFormat.of(object.dataSet());
        this.reader = new FrameReader(object);
        this.groups = FunctionalGroups.of(object.dataSet());
    }

    static OpenedImage of(Path file) throws IOException {
        return new OpenedImage(Part10.read(file, Limits.defaults()));
    }

    PixelFormat format() {
        return format;
    }

    /** Memory that decoding takes while it goes on, about, in bytes. */
    long roomToDecode() {
        return format.frameSamples() * 10; // an int and a short of each sample, its bytes, and the picture
    }

    /**
     * Decodes one frame.
     *
     * @param frame counted from 0
     */
    DecodedFrame decode(int frame) throws IOException {
        if (frame < 0 || frame >= format.frames()) {
            throw new UnshowableException(
                    "The instance has " + format.frames() + " frames; there is no frame " + (frame + 1) + ".");
        }
        if (format.samplesPerPixel() > 1 || format.photometricInterpretation().equals("PALETTE COLOR")) {
            return new ColourFrame(format.rows(), format.columns(), ColourPicture.rgb(object, frame));
        }
        FrameAttributes attributes = groups.frame(frame);
        return new GreyFrame(
                format,
                reader.stored(frame),
                ModalityTransform.of(attributes.pixelValueTransformation()),
                VoiTransform.of(attributes.voiLut()),
                Padding.of(object.dataSet(), format),
                isInverted(object.dataSet(), format));
    }

    /** Presentation LUT Shape says it where there is one; it and MONOCHROME1 mean the same, and not twice (PS3.3 C.11.6, C.8.11.3). */
    static boolean isInverted(DataSet dataSet, PixelFormat format) {
        return dataSet.string(Tag.PRESENTATION_LUT_SHAPE)
                .map(shape -> shape.equals("INVERSE"))
                .orElse(format.monochrome1());
    }
}
