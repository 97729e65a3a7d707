package org.afterimage.check;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import org.afterimage.check.measure.Likeness;
import org.afterimage.synthesize.Plane;
import org.afterimage.synthesize.SeveralAtOnce;
import org.afterimage.synthesize.SyntheticInstance;
import org.afterimage.synthesize.SyntheticSeries;

/** Whether each slice of a result shows the anatomy of its own source: its edges must fit those no worse than the neighbours' sources'. */
final class SliceOrder {

    /** A slice fits the source of another slice better than its own. */
    static final String SLICES_IN_PLACE = "slicesInPlace";

    /** Nearly alike neighbours may trade places by chance; a swapped slice of anatomy fits far worse. */
    private static final double CHANCE = 0.02;

    /** Slices that are looked at one after the other, so that each source is read nearly once. */
    private static final int IN_A_ROW = 8;

    private SliceOrder() {}

    /** The gate over a series; none for a single slice. */
    static List<GateResult> of(SyntheticSeries series) {
        List<SyntheticInstance> slices = series.instances();
        if (slices.size() < 2) {
            return List.of();
        }
        int parts = (slices.size() + IN_A_ROW - 1) / IN_A_ROW;
        long astray = SeveralAtOnce.each(parts, AtWork.bytes(slices), part -> astray(slices, part * IN_A_ROW)).stream()
                .mapToLong(Long::longValue)
                .sum();
        return List.of(Gate.none(
                SLICES_IN_PLACE,
                astray,
                "Every slice shows the anatomy of its own source.",
                astray + (astray == 1 ? " slice shows" : " slices show")
                        + " the anatomy of a neighbour's source rather than its own."));
    }

    /** How many of a few slices are astray. */
    private static long astray(List<SyntheticInstance> slices, int first) {
        Map<Integer, Plane> sources = new HashMap<>(); // of three slices at a time: a series may be longer than memory
        long astray = 0;
        for (int k = first; k < Math.min(slices.size(), first + IN_A_ROW); k++) {
            sources.remove(k - 2);
            for (int near = Math.max(0, k - 1); near <= Math.min(k + 1, slices.size() - 1); near++) {
                sources.computeIfAbsent(near, number -> source(slices.get(number)));
            }
            astray += isAstray(sources, result(slices.get(k)), k) ? 1 : 0;
        }
        return astray;
    }

    private static boolean isAstray(Map<Integer, Plane> sources, Plane result, int slice) {
        OptionalDouble own = likeness(sources.get(slice), result);
        for (int other : new int[] {slice - 1, slice + 1}) {
            if (own.isPresent() && sources.containsKey(other)) {
                OptionalDouble its = likeness(sources.get(other), result);
                if (its.isPresent() && its.getAsDouble() > own.getAsDouble() + CHANCE) {
                    return true;
                }
            }
        }
        return false;
    }

    private static OptionalDouble likeness(Plane a, Plane b) {
        return a.rows() == b.rows() && a.columns() == b.columns() ? Likeness.of(a, b) : OptionalDouble.empty();
    }

    /** The edges of a slice's source. */
    private static Plane source(SyntheticInstance slice) {
        int[] source = slice.sourceStored();
        return edges(slice, source, source);
    }

    private static Plane result(SyntheticInstance slice) {
        return edges(slice, slice.sourceStored(), slice.stored());
    }

    private static Plane edges(SyntheticInstance slice, int[] source, int[] stored) {
        float[] values = new float[stored.length];
        for (int i = 0; i < values.length; i++) {
            values[i] = slice.padding().contains(source[i]) ? 0 : stored[i];
        }
        return Likeness.edges(
                new Plane(values, slice.format().rows(), slice.format().columns()));
    }
}
