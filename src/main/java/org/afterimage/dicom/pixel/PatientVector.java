package org.afterimage.dicom.pixel;

/**
 * A place or direction in the patient's coordinate system (PS3.3 C.7.6.2.1.1).
 *
 * @param x towards the patient's left; in mm, when it is a place
 * @param y towards the patient's back
 * @param z towards the patient's head
 */
public record PatientVector(double x, double y, double z) {

    static PatientVector of(double[] values, int offset) {
        return new PatientVector(values[offset], values[offset + 1], values[offset + 2]);
    }

    /** The scalar product. */
    public double dot(PatientVector other) {
        return x * other.x + y * other.y + z * other.z;
    }

    /** The vector product. */
    public PatientVector cross(PatientVector other) {
        return new PatientVector(y * other.z - z * other.y, z * other.x - x * other.z, x * other.y - y * other.x);
    }
}
