package org.afterimage.check;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import org.afterimage.check.measure.Likeness;
import org.afterimage.synthesize.Plane;
import org.afterimage.synthesize.SyntheticInstance;
import org.afterimage.synthesize.SyntheticSeries;

/** Whether each slice of a result shows the anatomy of its own source: its edges must fit those no worse than the neighbours' sources'. */
final class SliceOrder {

    /** A slice fits the source of another slice better than its own. */
    static final String SLICES_IN_PLACE = "slicesInPlace";

    /** Nearly alike neighbours may trade places by chance; a swapped slice of anatomy fits far worse. */
    private static final double CHANCE = 0.02;

    private SliceOrder() {}

    /** The gate over a series; none for a single slice. */
    static List<GateResult> of(SyntheticSeries series) {
        List<SyntheticInstance> slices = series.instances();
        if (slices.size() < 2) {
            return List.of();
        }
        List<Plane> before = new ArrayList<>();
        List<Plane> after = new ArrayList<>();
        for (SyntheticInstance slice : slices) {
            before.add(plane(slice, slice.sourceStored()));
            after.add(plane(slice, slice.stored()));
        }
        long astray = 0;
        for (int k = 0; k < slices.size(); k++) {
            OptionalDouble own = likeness(before, after, k, k);
            for (int other : new int[] {k - 1, k + 1}) {
                if (own.isPresent() && other >= 0 && other < slices.size()) {
                    OptionalDouble its = likeness(before, after, other, k);
                    if (its.isPresent() && its.getAsDouble() > own.getAsDouble() + CHANCE) {
                        astray++;
                        break;
                    }
                }
            }
        }
        return List.of(Gate.none(
                SLICES_IN_PLACE,
                astray,
                "Every slice shows the anatomy of its own source.",
                astray + (astray == 1 ? " slice shows" : " slices show")
                        + " the anatomy of a neighbour's source rather than its own."));
    }

    private static OptionalDouble likeness(List<Plane> before, List<Plane> after, int source, int result) {
        Plane a = before.get(source);
        Plane b = after.get(result);
        return a.rows() == b.rows() && a.columns() == b.columns() ? Likeness.ofEdges(a, b) : OptionalDouble.empty();
    }

    private static Plane plane(SyntheticInstance slice, int[] stored) {
        float[] values = new float[stored.length];
        for (int i = 0; i < values.length; i++) {
            values[i] = slice.padding().contains(slice.sourceStored()[i]) ? 0 : stored[i];
        }
        return new Plane(values, slice.format().rows(), slice.format().columns());
    }
}
