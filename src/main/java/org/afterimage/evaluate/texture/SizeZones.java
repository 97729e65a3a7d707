package org.afterimage.evaluate.texture;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;

/**
 * Grey-level size zone matrix (Thibault et al., IEEE Trans. BME 61:630, 2014; IBSI 9SAK, manual 3.8): sizes of connected zones of one
 * level. Voxels that touch at a corner belong together.
 */
final class SizeZones {

    private SizeZones() {}

    static Map<String, Double> of(GreyLevels grey) {
        LevelSizes zones = new LevelSizes();
        boolean[] seen = new boolean[grey.levels().length];
        List<GreyLevels.Direction> neighbours = grey.neighbours();
        for (int i = 0; i < seen.length; i++) {
            if (grey.levels()[i] > 0 && !seen[i]) {
                zones.add(grey.levels()[i], flood(grey, i, seen, neighbours));
            }
        }
        return zones.features(grey.voxels());
    }

    private static int flood(GreyLevels grey, int start, boolean[] seen, List<GreyLevels.Direction> neighbours) {
        int level = grey.levels()[start];
        Deque<Integer> open = new ArrayDeque<>();
        open.push(start);
        seen[start] = true;
        int size = 0;
        while (!open.isEmpty()) {
            int voxel = open.pop();
            size++;
            int column = voxel % grey.columns();
            int row = voxel / grey.columns() % grey.rows();
            int slice = voxel / grey.columns() / grey.rows();
            for (GreyLevels.Direction step : neighbours) {
                if (grey.neighbour(column, row, slice, step) == level) {
                    int next = voxel + (step.slices() * grey.rows() + step.rows()) * grey.columns() + step.columns();
                    if (!seen[next]) {
                        seen[next] = true;
                        open.push(next);
                    }
                }
            }
        }
        return size;
    }
}
