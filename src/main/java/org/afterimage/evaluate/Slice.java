package org.afterimage.evaluate;

import java.io.IOException;
import java.util.Optional;
import java.util.OptionalInt;
import org.afterimage.dicom.data.DataSet;
import org.afterimage.dicom.data.Tag;
import org.afterimage.dicom.io.DicomFormatException;
import org.afterimage.dicom.pixel.FrameAttributes;
import org.afterimage.dicom.pixel.FrameReader;
import org.afterimage.dicom.pixel.ModalityTransform;
import org.afterimage.dicom.pixel.PatientVector;
import org.afterimage.dicom.pixel.PixelFormat;
import org.afterimage.dicom.pixel.PixelSpacing;
import org.afterimage.dicom.pixel.PlaneOrientation;
import org.afterimage.synthesize.PaddingRange;
import org.afterimage.synthesize.Plane;

/**
 * One slice, or one radiograph, as values that mean something.
 *
 * @param plane values behind the modality transform (such as HU); for MONOCHROME1 with the sign turned, so that dense tissue is bright
 * @param image which pixels are image and no padding
 * @param position centre of the first pixel in the patient
 * @param orientation how the plane lies
 * @param spacing distance of pixels
 * @param instanceNumber Instance Number (0020,0013)
 */
@SuppressWarnings("ArrayRecordComponent") // megabytes a slice; never used as a key
record Slice(
        Plane plane,
        boolean[] image,
        Optional<PatientVector> position,
        Optional<PlaneOrientation> orientation,
        Optional<PixelSpacing> spacing,
        OptionalInt instanceNumber) {

    /** Reads a frame. */
    static Slice of(FrameReader reader, DataSet dataSet, FrameAttributes attributes, int frame) throws IOException {
        PixelFormat format = reader.format();
        if (format.samplesPerPixel() != 1) {
            throw new DicomFormatException("The image has colours; only grey images are compared.");
        }
        int[] stored = reader.stored(frame);
        ModalityTransform transform = ModalityTransform.of(attributes.pixelValueTransformation());
        PaddingRange padding = PaddingRange.of(dataSet, format.signed());
        float sign = format.monochrome1() ? -1 : 1;
        float[] values = new float[stored.length];
        boolean[] image = new boolean[stored.length];
        for (int i = 0; i < stored.length; i++) {
            values[i] = (float) (sign * transform.apply(stored[i]));
            image[i] = !padding.contains(stored[i]);
        }
        return new Slice(
                new Plane(values, format.rows(), format.columns()),
                image,
                attributes.position(),
                attributes.orientation(),
                attributes.pixelSpacing(),
                dataSet.integer(Tag.INSTANCE_NUMBER));
    }

    /** Whether it is known where the slice lies. */
    boolean isPlaced() {
        return position.isPresent() && orientation.isPresent();
    }

    /** Whether another slice lies in parallel, with its first pixel no further away than a distance in mm. */
    boolean liesAt(Slice other, double millimetres) {
        PatientVector a = position.orElseThrow();
        PatientVector b = other.position.orElseThrow();
        double distance =
                Math.sqrt(Math.pow(a.x() - b.x(), 2) + Math.pow(a.y() - b.y(), 2) + Math.pow(a.z() - b.z(), 2));
        return distance <= millimetres && orientation.orElseThrow().isParallelTo(other.orientation.orElseThrow());
    }
}
