package org.afterimage.evaluate.texture;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** All features of a region by name: the family, a dot and the feature, as in {@code glcm.joint_entropy}. */
public final class TextureFeatures {

    private TextureFeatures() {}

    /** First-order features of the intensities, and the five families of grey-level features. */
    public static Map<String, Double> of(Region region, Discretisation discretisation, Aggregation aggregation) {
        Map<String, Double> found = new LinkedHashMap<>();
        put(found, "stat", FirstOrder.of(region.intensities()));
        found.putAll(of(discretisation.levels(region), aggregation));
        return found;
    }

    /** The five families of grey-level features. */
    static Map<String, Double> of(GreyLevels levels, Aggregation aggregation) {
        List<GreyLevels> parts = aggregation.bySlice() ? levels.planes() : List.of(levels);
        List<Map<String, Double>> occurrences = new ArrayList<>();
        List<Map<String, Double>> runs = new ArrayList<>();
        List<Map<String, Double>> zones = new ArrayList<>();
        List<Map<String, Double>> dependences = new ArrayList<>();
        List<Map<String, Double>> tones = new ArrayList<>();
        for (GreyLevels part : parts) {
            for (List<GreyLevels.Direction> directions : directions(part, aggregation)) {
                occurrences.add(CoOccurrence.of(part, directions));
                runs.add(RunLengths.of(part, directions));
            }
            zones.add(SizeZones.of(part));
            dependences.add(Dependences.of(part));
            tones.add(ToneDifferences.of(part));
        }
        Map<String, Double> found = new LinkedHashMap<>();
        put(found, "glcm", mean(occurrences));
        put(found, "glrlm", mean(runs));
        put(found, "glszm", mean(zones));
        put(found, "gldm", mean(dependences));
        put(found, "ngtdm", mean(tones));
        return found;
    }

    private static List<List<GreyLevels.Direction>> directions(GreyLevels part, Aggregation aggregation) {
        List<GreyLevels.Direction> all = part.directions();
        return aggregation.merged() ? List.of(all) : all.stream().map(List::of).toList();
    }

    /** The mean of each feature over the matrices that have it. */
    private static Map<String, Double> mean(List<Map<String, Double>> matrices) {
        Map<String, Double> sums = new LinkedHashMap<>();
        Map<String, Integer> counts = new LinkedHashMap<>();
        for (Map<String, Double> matrix : matrices) {
            matrix.forEach((name, value) -> {
                sums.merge(name, value, Double::sum);
                counts.merge(name, 1, Integer::sum);
            });
        }
        sums.replaceAll((name, sum) -> sum / counts.get(name));
        return sums;
    }

    private static void put(Map<String, Double> found, String family, Map<String, Double> features) {
        features.forEach((name, value) -> found.put(family + "." + name, value));
    }
}
