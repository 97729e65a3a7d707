package org.afterimage.evaluate.texture;

import java.util.List;
import java.util.Map;

/**
 * Grey-level run length matrix (Galloway, CGIP 4:172, 1975; IBSI TP0I, manual 3.7): lengths of straight runs of one level. A voxel takes
 * part once a direction.
 */
final class RunLengths {

    private RunLengths() {}

    static Map<String, Double> of(GreyLevels grey, List<GreyLevels.Direction> directions) {
        LevelSizes runs = new LevelSizes();
        for (GreyLevels.Direction direction : directions) {
            GreyLevels.Direction back = direction.opposite();
            grey.forEach((column, row, slice, level) -> {
                if (grey.neighbour(column, row, slice, back) != level) {
                    runs.add(level, length(grey, column, row, slice, level, direction));
                }
            });
        }
        return runs.features((double) grey.voxels() * directions.size());
    }

    private static int length(
            GreyLevels grey, int column, int row, int slice, int level, GreyLevels.Direction direction) {
        int length = 1;
        int x = column;
        int y = row;
        int z = slice;
        while (grey.neighbour(x, y, z, direction) == level) {
            x += direction.columns();
            y += direction.rows();
            z += direction.slices();
            length++;
        }
        return length;
    }
}
