package org.afterimage.evaluate;

import java.util.List;

/**
 * Tiles of the images of a case as the filter bank describes them, the same tiles in each.
 *
 * @param source of the first source; empty where it does not show the same quantity
 * @param output of what the node made
 * @param truth of what it should have made
 */
public record TileSamples(List<double[]> source, List<double[]> output, List<double[]> truth) {
    public TileSamples {
        source = List.copyOf(source);
        output = List.copyOf(output);
        truth = List.copyOf(truth);
    }
}
