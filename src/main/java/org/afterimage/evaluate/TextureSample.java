package org.afterimage.evaluate;

import java.util.Map;
import java.util.Optional;

/**
 * Texture features of one region, by name.
 *
 * @param group name of the group of regions that it belongs to; empty where there are no groups
 * @param region label of the region, or the number of the square
 * @param source of the first source, where it shows the same quantity
 * @param output of what the node made
 * @param truth of what it should have made
 */
public record TextureSample(
        String group,
        int region,
        Optional<Map<String, Double>> source,
        Map<String, Double> output,
        Map<String, Double> truth) {}
