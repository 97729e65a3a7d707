package org.afterimage.evaluate;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.afterimage.synthesize.Plane;

/**
 * The images of a case in the units in which they are compared.
 *
 * @param output what the node made
 * @param truth what it should have made
 * @param source the first source, where it shows the same quantity
 * @param dataRange the range that relative figures refer to
 * @param black the value that pictures show black
 * @param white the value that pictures show white
 */
record Reading(
        List<Plane> output,
        List<Plane> truth,
        Optional<List<Plane>> source,
        double dataRange,
        double black,
        double white) {

    /** Values become (value - zero) / unit. */
    static List<Plane> scaled(List<Plane> planes, double zero, double unit) {
        List<Plane> scaled = new ArrayList<>();
        for (Plane plane : planes) {
            float[] values = new float[plane.data().length];
            for (int i = 0; i < values.length; i++) {
                values[i] = (float) ((plane.data()[i] - zero) / unit);
            }
            scaled.add(new Plane(values, plane.rows(), plane.columns()));
        }
        return scaled;
    }
}
