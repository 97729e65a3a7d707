package org.afterimage.synthesize;

import java.util.ArrayList;
import java.util.List;

/**
 * Brings a stack onto the grid of another that has the same frame of reference: straight lines between voxel centres in three
 * directions. Up to half a voxel beyond the outermost centres the nearest value holds; farther away there is nothing.
 */
final class GridResampler {

    private final VoxelGrid grid;
    private final SliceVolume values;

    GridResampler(SliceStack from, SliceVolume values) {
        this.grid = new VoxelGrid(from);
        this.values = values;
    }

    /** The stack's values at the voxels of another. */
    SliceVolume onto(SliceStack other) {
        List<Plane> planes = new ArrayList<>();
        for (SlicePlace place : other.places()) {
            float[] data = new float[place.rows() * place.columns()];
            for (int row = 0; row < place.rows(); row++) {
                for (int column = 0; column < place.columns(); column++) {
                    data[row * place.columns() + column] = at(grid.of(place.centre(row, column)));
                }
            }
            planes.add(new Plane(data, place.rows(), place.columns()));
        }
        return new SliceVolume(planes);
    }

    private float at(VoxelGrid.Place place) {
        if (!grid.covers(place)) {
            return 0;
        }
        int last = values.slices().size() - 1;
        double slice = within(place.slice(), last);
        int below = (int) slice;
        double lower = between(values.slices().get(below), place);
        double part = slice - below;
        return (float)
                (part == 0 ? lower : lower + part * (between(values.slices().get(below + 1), place) - lower));
    }

    private static double between(Plane plane, VoxelGrid.Place place) {
        double row = within(place.row(), plane.rows() - 1);
        double column = within(place.column(), plane.columns() - 1);
        int top = (int) row;
        int left = (int) column;
        int bottom = Math.min(top + 1, plane.rows() - 1);
        int right = Math.min(left + 1, plane.columns() - 1);
        double x = column - left;
        double upper = plane.at(top, left) + x * (plane.at(top, right) - plane.at(top, left));
        double lower = plane.at(bottom, left) + x * (plane.at(bottom, right) - plane.at(bottom, left));
        return upper + (row - top) * (lower - upper);
    }

    private static double within(double place, int last) {
        return Math.min(last, Math.max(0, place));
    }
}
