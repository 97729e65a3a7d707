package org.afterimage.synthesize;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.afterimage.dicom.data.Tag;
import org.afterimage.dicom.pixel.PatientVector;

/**
 * The slices of a series in the order in which they lie in the patient: along their common normal, from feet to head, from back to
 * front or from right to left, whatever comes first that is not level.
 *
 * @param series the series, its instances in that order
 * @param places the place of each
 */
public record SliceStack(SourceSeries series, List<SlicePlace> places) {

    private static final double COSINE_TOLERANCE = 1e-3;

    public SliceStack {
        places = List.copyOf(places);
    }

    private record Placed(SourceInstance instance, SlicePlace place) {}

    /**
     * Sorts a series.
     *
     * @throws SynthesisException if a slice does not say where it lies, or slices differ in frame of reference, matrix, spacing or
     *     direction; one sentence
     */
    public static SliceStack of(SourceSeries series) throws SynthesisException {
        List<Placed> placed = new ArrayList<>();
        Set<String> frames = new HashSet<>();
        for (SourceInstance instance : series.instances()) {
            Optional<SlicePlace> place = SlicePlace.of(instance.object().dataSet());
            if (place.isEmpty()) {
                throw new SynthesisException("A slice has no usable Image Position (0020,0032), Image Orientation"
                        + " (0020,0037) or Pixel Spacing (0028,0030).");
            }
            placed.add(new Placed(instance, place.get()));
            frames.add(instance.object()
                    .dataSet()
                    .string(Tag.FRAME_OF_REFERENCE_UID)
                    .orElse(""));
        }
        if (placed.isEmpty()) {
            throw new SynthesisException("The series has no slices.");
        }
        SlicePlace first = placed.get(0).place();
        if (frames.size() != 1) {
            throw new SynthesisException("The slices of the series do not share one Frame of Reference (0020,0052).");
        }
        if (!placed.stream().allMatch(slice -> first.isAlike(slice.place(), COSINE_TOLERANCE))) {
            throw new SynthesisException("The slices of the series differ in matrix, pixel spacing or orientation.");
        }
        PatientVector upwards = upwards(first.orientation().normal());
        placed.sort(Comparator.comparingDouble(slice -> slice.place().position().dot(upwards)));
        SourceSeries sorted = new SourceSeries(
                series.studyInstanceUid(),
                series.seriesInstanceUid(),
                placed.stream().map(Placed::instance).toList());
        return new SliceStack(sorted, placed.stream().map(Placed::place).toList());
    }

    /** The normal turned so that axial slices follow each other from feet to head. */
    private static PatientVector upwards(PatientVector normal) {
        double x = Math.abs(normal.x());
        double y = Math.abs(normal.y());
        double z = Math.abs(normal.z());
        double main = z >= x && z >= y ? normal.z() : y >= x ? normal.y() : normal.x();
        return main < 0 ? new PatientVector(-normal.x(), -normal.y(), -normal.z()) : normal;
    }

    /** The direction in which the slices follow each other, of length 1. */
    PatientVector direction() {
        PatientVector upwards = upwards(places.get(0).orientation().normal());
        double length = Math.sqrt(upwards.dot(upwards));
        return new PatientVector(upwards.x() / length, upwards.y() / length, upwards.z() / length);
    }

    /** The distances between neighbouring slices along their normal, in mm; one less than there are slices. */
    public List<Double> distances() {
        PatientVector direction = direction();
        List<Double> distances = new ArrayList<>();
        for (int i = 1; i < places.size(); i++) {
            distances.add(places.get(i).position().dot(direction)
                    - places.get(i - 1).position().dot(direction));
        }
        return distances;
    }

    /** The median of the distances between neighbouring slices, in mm; 0 for a single slice. */
    public double spacing() {
        List<Double> sorted = distances().stream().sorted().toList();
        return sorted.isEmpty() ? 0 : sorted.get(sorted.size() / 2);
    }

    /** The most that a slice is moved sideways against the one before it, in mm. */
    public double sidewaysShift() {
        PatientVector direction = direction();
        double most = 0;
        for (int i = 1; i < places.size(); i++) {
            PatientVector a = places.get(i - 1).position();
            PatientVector b = places.get(i).position();
            PatientVector step = new PatientVector(b.x() - a.x(), b.y() - a.y(), b.z() - a.z());
            double along = step.dot(direction);
            most = Math.max(most, Math.sqrt(Math.max(0, step.dot(step) - along * along)));
        }
        return most;
    }

    /** Frame of Reference UID (0020,0052); empty text when the slices have none. */
    public String frameOfReferenceUid() {
        return series.instances()
                .get(0)
                .object()
                .dataSet()
                .string(Tag.FRAME_OF_REFERENCE_UID)
                .orElse("");
    }

    /** Rows of each slice. */
    public int rows() {
        return places.get(0).rows();
    }

    /** Columns of each slice. */
    public int columns() {
        return places.get(0).columns();
    }

    /** Number of slices. */
    public int size() {
        return places.size();
    }

    /**
     * Whether another stack has its voxels where this one has them.
     *
     * @param tolerancePixels how far partners may lie apart, in pixels of this stack
     */
    public boolean isOnGridOf(SliceStack other, double tolerancePixels) {
        if (size() != other.size() || !places.get(0).isAlike(other.places.get(0), COSINE_TOLERANCE)) {
            return false;
        }
        double tolerance = tolerancePixels
                * Math.min(
                        places.get(0).spacing().row(), places.get(0).spacing().column());
        for (int i = 0; i < size(); i++) {
            if (farthestCorner(places.get(i), other.places.get(i)) > tolerance) {
                return false;
            }
        }
        return true;
    }

    /** The part of this stack's voxels that have nothing of another stack around them. */
    public double shareOutside(SliceStack other) {
        VoxelGrid grid = new VoxelGrid(other);
        long outside = 0;
        for (SlicePlace place : places) {
            if (hasCornersIn(grid, place)) {
                continue; // a grid is convex: what lies between is in it too
            }
            for (int row = 0; row < place.rows(); row++) {
                for (int column = 0; column < place.columns(); column++) {
                    outside += grid.covers(grid.of(place.centre(row, column))) ? 0 : 1;
                }
            }
        }
        return (double) outside / ((long) size() * rows() * columns());
    }

    private static boolean hasCornersIn(VoxelGrid grid, SlicePlace place) {
        for (int row : new int[] {0, place.rows() - 1}) {
            for (int column : new int[] {0, place.columns() - 1}) {
                if (!grid.covers(grid.of(place.centre(row, column)))) {
                    return false;
                }
            }
        }
        return true;
    }

    private static double farthestCorner(SlicePlace one, SlicePlace two) {
        double most = 0;
        for (int row : new int[] {0, one.rows() - 1}) {
            for (int column : new int[] {0, one.columns() - 1}) {
                PatientVector a = one.centre(row, column);
                PatientVector b = two.centre(row, column);
                PatientVector step = new PatientVector(b.x() - a.x(), b.y() - a.y(), b.z() - a.z());
                most = Math.max(most, Math.sqrt(step.dot(step)));
            }
        }
        return most;
    }
}
