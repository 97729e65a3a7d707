package org.afterimage.dicom.pixel;

/**
 * Image Orientation (Patient): how the plane of a frame lies (PS3.3 C.7.6.2.1.1).
 *
 * @param row the direction in which columns follow each other along a row
 * @param column the direction in which rows follow each other
 */
public record PlaneOrientation(PatientVector row, PatientVector column) {

    /** As much as directions may differ in one volume: they come as decimal text of few digits. */
    private static final double TOLERANCE = 1e-4;

    /** The direction at right angles to the plane; for axial planes it points to the patient's head. */
    public PatientVector normal() {
        return row.cross(column);
    }

    /** Whether two planes lie in parallel, but for rounding. */
    public boolean isParallelTo(PlaneOrientation other) {
        return near(row, other.row) && near(column, other.column);
    }

    private static boolean near(PatientVector one, PatientVector two) {
        return Math.abs(one.x() - two.x()) < TOLERANCE
                && Math.abs(one.y() - two.y()) < TOLERANCE
                && Math.abs(one.z() - two.z()) < TOLERANCE;
    }
}
