package org.afterimage.evaluate.texture;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * A region after discretisation: 0 outside, 1 and up inside. The array is not copied.
 *
 * @param levels grey levels, column fastest, then row, then slice
 * @param columns voxels from left to right
 * @param rows voxels from top to bottom
 * @param slices number of planes
 */
@SuppressWarnings("ArrayRecordComponent") // as large as an image; never used as a key
public record GreyLevels(int[] levels, int columns, int rows, int slices) {

    /** A step from a voxel to one of its 26 neighbours. */
    record Direction(int columns, int rows, int slices) {

        Direction opposite() {
            return new Direction(-columns, -rows, -slices);
        }

        private boolean isForward() {
            return slices != 0 ? slices > 0 : rows != 0 ? rows > 0 : columns > 0;
        }
    }

    /** The highest level. */
    int highest() {
        return Arrays.stream(levels).max().orElse(0);
    }

    /** How many voxels are inside. */
    int voxels() {
        return (int) Arrays.stream(levels).filter(level -> level > 0).count();
    }

    /** The level of a voxel's neighbour; 0 beyond the box. */
    int neighbour(int column, int row, int slice, Direction direction) {
        int x = column + direction.columns();
        int y = row + direction.rows();
        int z = slice + direction.slices();
        boolean within = x >= 0 && x < columns && y >= 0 && y < rows && z >= 0 && z < slices;
        return within ? levels[(z * rows + y) * columns + x] : 0;
    }

    /** The level of a voxel. */
    int at(int column, int row, int slice) {
        return levels[(slice * rows + row) * columns + column];
    }

    /** Each plane that has voxels inside, by itself. */
    List<GreyLevels> planes() {
        List<GreyLevels> planes = new ArrayList<>();
        for (int slice = 0; slice < slices; slice++) {
            int[] plane = Arrays.copyOfRange(levels, slice * rows * columns, (slice + 1) * rows * columns);
            if (Arrays.stream(plane).anyMatch(level -> level > 0)) {
                planes.add(new GreyLevels(plane, columns, rows, 1));
            }
        }
        return planes;
    }

    /** All steps to neighbours that this box has room for: 8 in a plane, 26 in space. */
    List<Direction> neighbours() {
        List<Direction> found = new ArrayList<>();
        int depth = slices > 1 ? 1 : 0;
        for (int z = -depth; z <= depth; z++) {
            for (int y = -1; y <= 1; y++) {
                for (int x = -1; x <= 1; x++) {
                    if (x != 0 || y != 0 || z != 0) {
                        found.add(new Direction(x, y, z));
                    }
                }
            }
        }
        return found;
    }

    /** One of each pair of opposite steps: 4 in a plane, 13 in space. */
    List<Direction> directions() {
        return neighbours().stream().filter(Direction::isForward).toList();
    }

    /** Something done for every voxel inside. */
    interface Visitor {
        void visit(int column, int row, int slice, int level);
    }

    void forEach(Visitor visitor) {
        int i = 0;
        for (int slice = 0; slice < slices; slice++) {
            for (int row = 0; row < rows; row++) {
                for (int column = 0; column < columns; column++, i++) {
                    if (levels[i] > 0) {
                        visitor.visit(column, row, slice, levels[i]);
                    }
                }
            }
        }
    }
}
