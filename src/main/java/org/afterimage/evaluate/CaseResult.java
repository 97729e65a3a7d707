package org.afterimage.evaluate;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What was measured on one case.
 *
 * @param id the case
 * @param figures its figures
 * @param lesions its lesions that can be seen in the truth
 * @param texture features of its regions
 * @param tiles what the filter bank says
 * @param panels what the panels of its picture show, from left to right; none when there is no picture
 * @param held why the node would have held the output for a person; empty when it would have sent it
 * @param seconds how long the node took to make the output
 */
public record CaseResult(
        String id,
        Map<Figure, Double> figures,
        List<Lesion> lesions,
        List<TextureSample> texture,
        TileSamples tiles,
        List<String> panels,
        String held,
        double seconds) {

    public CaseResult {
        figures = Collections.unmodifiableMap(new LinkedHashMap<>(figures));
        lesions = List.copyOf(lesions);
        texture = List.copyOf(texture);
        panels = List.copyOf(panels);
    }
}
