package org.afterimage.synthesize;

import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.stream.Collectors;

/**
 * What was synthesised from the series of one study.
 *
 * @param sources the series that were used; the first is the one whose geometry is kept
 * @param algorithm name and revision of the code around the network; results of two revisions may differ, so that it goes into UIDs
 * @param outputDescription a sentence for Derivation Description on what this run in particular did, such as the kernel that was aimed
 *     at; ASCII; empty when the model's own words say all
 * @param warnings what a reader of the result should know of how it was made, such as that a source was resampled; ASCII sentences
 * @param instances one for every image of the first source, in its order
 */
public record SyntheticSeries(
        List<SourceSeries> sources,
        String algorithm,
        String outputDescription,
        List<String> warnings,
        List<SyntheticInstance> instances) {

    /**
     * @throws IllegalArgumentException if there is no source
     */
    public SyntheticSeries {
        sources = List.copyOf(sources);
        warnings = List.copyOf(warnings);
        instances = List.copyOf(instances);
        if (sources.isEmpty()) {
            throw new IllegalArgumentException("a synthetic series has at least one source");
        }
    }

    /** What was synthesised from one series, with nothing to add in words. */
    public SyntheticSeries(SourceSeries source, String algorithm, List<SyntheticInstance> instances) {
        this(List.of(source), algorithm, "", List.of(), instances);
    }

    /**
     * The images that lie where those of one received instance lie, instance by instance in the order of the first image of each: several
     * for a multi-frame instance, in the order of its frames, or else one.
     */
    public List<List<SyntheticInstance>> byReceivedInstance() {
        return instances.stream()
                .collect(Collectors.groupingBy(
                        image -> image.source().received(),
                        LinkedHashMap::new,
                        Collectors.collectingAndThen(Collectors.toList(), SyntheticSeries::inFrameOrder)))
                .values()
                .stream()
                .toList();
    }

    private static List<SyntheticInstance> inFrameOrder(List<SyntheticInstance> images) {
        return images.stream()
                .sorted(Comparator.comparingInt(image -> image.source().frame()))
                .toList();
    }

    /** The series whose geometry is kept. */
    public SourceSeries source() {
        return sources.get(0);
    }
}
