package org.afterimage.synthesize;

import org.afterimage.dicom.pixel.PatientVector;

/** Where a place in the patient lies in a stack, in rows, columns and slices; whole numbers are voxel centres. */
final class VoxelGrid {

    private final SliceStack stack;
    private final PatientVector along;
    private final PatientVector down;
    private final PatientVector up;

    VoxelGrid(SliceStack stack) {
        this.stack = stack;
        SlicePlace first = stack.places().get(0);
        this.along = scaled(first.orientation().row(), 1 / first.spacing().column());
        this.down = scaled(first.orientation().column(), 1 / first.spacing().row());
        this.up = scaled(stack.direction(), 1 / meanDistance(stack));
    }

    /**
     * A place in the stack.
     *
     * @param slice counted from the first, as row and column are
     * @param row in the slice
     * @param column in the slice
     */
    record Place(double slice, double row, double column) {}

    /** Where a point lies. */
    Place of(PatientVector point) {
        PatientVector origin = stack.places().get(0).position();
        PatientVector step = new PatientVector(point.x() - origin.x(), point.y() - origin.y(), point.z() - origin.z());
        return new Place(step.dot(up), step.dot(down), step.dot(along));
    }

    /** Whether a place is at most half a voxel beyond the outermost voxel centres. */
    boolean covers(Place place) {
        return covers(place.slice(), stack.size())
                && covers(place.row(), stack.rows())
                && covers(place.column(), stack.columns());
    }

    private static boolean covers(double place, int count) {
        return place >= -0.5 && place <= count - 0.5;
    }

    private static double meanDistance(SliceStack stack) {
        return stack.distances().stream()
                .mapToDouble(Double::doubleValue)
                .average()
                .orElse(1);
    }

    private static PatientVector scaled(PatientVector vector, double factor) {
        return new PatientVector(vector.x() * factor, vector.y() * factor, vector.z() * factor);
    }
}
