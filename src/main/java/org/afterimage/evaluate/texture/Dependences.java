package org.afterimage.evaluate.texture;

import java.util.List;
import java.util.Map;

/**
 * Neighbouring grey-level dependence matrix (Sun and Wee, CVGIP 23:341, 1983; IBSI REK0, manual 3.11; elsewhere called GLDM): how many
 * of a voxel's neighbours have its level, itself counted; coarseness 0, Chebyshev distance 1. The dependence count percentage (6XV8) is
 * left out, as it is 1 whenever every voxel has a neighbourhood.
 */
final class Dependences {

    private Dependences() {}

    static Map<String, Double> of(GreyLevels grey) {
        List<GreyLevels.Direction> neighbours = grey.neighbours();
        LevelSizes dependences = new LevelSizes();
        grey.forEach((column, row, slice, level) -> {
            int alike = 1;
            for (GreyLevels.Direction step : neighbours) {
                alike += grey.neighbour(column, row, slice, step) == level ? 1 : 0;
            }
            dependences.add(level, alike);
        });
        Map<String, Double> found = dependences.features(grey.voxels());
        found.remove("percentage");
        found.put("energy", dependences.energy());
        return found;
    }
}
