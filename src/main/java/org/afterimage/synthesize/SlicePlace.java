package org.afterimage.synthesize;

import java.util.Optional;
import org.afterimage.dicom.data.DataSet;
import org.afterimage.dicom.data.Tag;
import org.afterimage.dicom.pixel.PatientVector;
import org.afterimage.dicom.pixel.PixelSpacing;
import org.afterimage.dicom.pixel.PlaneOrientation;

/**
 * Where the pixels of a slice lie in the patient (Image Plane module, PS3.3 C.7.6.2).
 *
 * @param orientation Image Orientation (Patient)
 * @param position Image Position (Patient): centre of the first pixel, in mm
 * @param spacing Pixel Spacing
 * @param rows number of rows
 * @param columns number of columns
 */
public record SlicePlace(
        PlaneOrientation orientation, PatientVector position, PixelSpacing spacing, int rows, int columns) {

    private static final double UNIT_TOLERANCE = 0.01;

    /** The place of an image; empty when the image does not say it, or says what is no place. */
    public static Optional<SlicePlace> of(DataSet image) {
        double[] directions = image.decimals(Tag.IMAGE_ORIENTATION_PATIENT);
        double[] position = image.decimals(Tag.IMAGE_POSITION_PATIENT);
        double[] spacing = image.decimals(Tag.PIXEL_SPACING);
        int rows = image.integer(Tag.ROWS).orElse(0);
        int columns = image.integer(Tag.COLUMNS).orElse(0);
        if (directions.length != 6 || position.length != 3 || spacing.length != 2 || rows < 1 || columns < 1) {
            return Optional.empty();
        }
        PatientVector row = new PatientVector(directions[0], directions[1], directions[2]);
        PatientVector column = new PatientVector(directions[3], directions[4], directions[5]);
        PlaneOrientation orientation = new PlaneOrientation(row, column);
        if (!(spacing[0] > 0 && spacing[1] > 0)
                || Math.abs(orientation.normal().dot(orientation.normal()) - 1) > UNIT_TOLERANCE) {
            return Optional.empty();
        }
        return Optional.of(new SlicePlace(
                orientation,
                new PatientVector(position[0], position[1], position[2]),
                new PixelSpacing(spacing[0], spacing[1]),
                rows,
                columns));
    }

    /** The centre of a pixel, in mm. */
    PatientVector centre(double row, double column) {
        double along = column * spacing.column();
        double down = row * spacing.row();
        PatientVector r = orientation.row();
        PatientVector c = orientation.column();
        return new PatientVector(
                position.x() + along * r.x() + down * c.x(),
                position.y() + along * r.y() + down * c.y(),
                position.z() + along * r.z() + down * c.z());
    }

    /** Whether another slice has the same matrix, spacing and direction. */
    boolean isAlike(SlicePlace other, double cosineTolerance) {
        return rows == other.rows
                && columns == other.columns
                && near(spacing.row(), other.spacing.row())
                && near(spacing.column(), other.spacing.column())
                && near(orientation.row(), other.orientation.row(), cosineTolerance)
                && near(orientation.column(), other.orientation.column(), cosineTolerance);
    }

    /** Spacing comes as decimal text; over a thousand pixels a ten thousandth is a tenth of a pixel. */
    private static boolean near(double one, double two) {
        return Math.abs(one - two) <= 1e-4 * Math.max(one, two);
    }

    private static boolean near(PatientVector one, PatientVector two, double tolerance) {
        return Math.abs(one.x() - two.x()) <= tolerance
                && Math.abs(one.y() - two.y()) <= tolerance
                && Math.abs(one.z() - two.z()) <= tolerance;
    }
}
