package org.afterimage.route;

import java.util.Optional;
import org.afterimage.dicom.data.DataSet;
import org.afterimage.dicom.io.DicomFormatException;
import org.afterimage.dicom.pixel.FunctionalGroups;
import org.afterimage.dicom.pixel.PatientVector;
import org.afterimage.dicom.pixel.PlaneOrientation;

/** How the planes of a series lie in the patient: by the axis to which their normal is nearest (PS3.3 C.7.6.2.1.1). */
public enum Orientation {
    /** At right angles to the long axis of the body. */
    AXIAL,
    /** Parallel to a plane through both shoulders. */
    CORONAL,
    /** Parallel to a plane that divides left from right. */
    SAGITTAL,
    /** Tilted by more than 30 degrees against each of them. */
    OBLIQUE;

    private static final double COSINE_OF_TILT = Math.cos(Math.toRadians(30));

    /**
     * The orientation of an image, of a multi-frame image that of its first frame.
     *
     * @param header attributes of one instance
     * @return empty when it does not say, as radiographs do not
     */
    public static Optional<Orientation> of(DataSet header) {
        try {
            return FunctionalGroups.of(header)
                    .frame(0)
                    .orientation()
                    .map(PlaneOrientation::normal)
                    .map(Orientation::nearest);
        } catch (DicomFormatException e) {
            return Optional.empty(); // what contradicts itself says nothing
        }
    }

    private static Orientation nearest(PatientVector normal) {
        if (Math.abs(normal.z()) >= COSINE_OF_TILT) {
            return AXIAL;
        }
        if (Math.abs(normal.y()) >= COSINE_OF_TILT) {
            return CORONAL;
        }
        return Math.abs(normal.x()) >= COSINE_OF_TILT ? SAGITTAL : OBLIQUE;
    }
}
