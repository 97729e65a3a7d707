package org.afterimage.derive;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import org.afterimage.dicom.pixel.PixelFormat;
import org.afterimage.dicom.pixel.Window;
import org.afterimage.synthesize.PaddingRange;
import org.afterimage.synthesize.SyntheticInstance;
import org.afterimage.synthesize.SyntheticSeries;

/**
 * What a result takes from its source and adds to it, as an image of its own: result minus source, pixel by pixel, positive where something
 * was added. It has the place and matrix of the source, and one window for the whole series, so that it scrolls in step and a shade means
 * the same in every slice. A result in units of its own, such as a contrast that was not acquired, changes nothing and has no such map.
 *
 * @param units how the first source can hold signed values
 * @param window shows all but a few of the changed pixels, no change in the middle
 */
record ChangeMap(ChangeUnits units, Window window) {

    private static final double NEARLY_ALL = 0.995;

    /** Half the width of the window at least: rounding alone is no change to look at. */
    private static final int LEAST_STEPS = 8;

    private static final int BINS = 1 << 17;

    /** Whether there is a change to show. */
    static boolean isOf(SyntheticSeries output) {
        return output.instances().stream().allMatch(SyntheticInstance::unitsKept);
    }

    /** Looks through a series for the window. */
    static ChangeMap of(SyntheticSeries output, ImageRules rules) {
        SyntheticInstance first = output.instances().get(0);
        ChangeUnits units =
                rules.changeUnits(first.format(), first.source().object().dataSet());
        double reach = Math.max(LEAST_STEPS, largest(output.instances()))
                * Math.abs(units.unitsPerStored())
                / units.stepsPerStored();
        return new ChangeMap(units, new Window(units.noChange(), Math.max(1, 2 * reach)));
    }

    /**
     * The change of one image, to be derived as the image itself is.
     *
     * @param own how its source can hold signed values: images of a series may differ in matrix, bits and rescale
     */
    SyntheticInstance of(SyntheticInstance made, ChangeUnits own) {
        PixelFormat format = own.format();
        int[] source = made.sourceStored();
        int[] result = made.stored();
        int[] change = new int[result.length];
        Arrays.fill(change, own.zero());
        for (int i = 0; i < change.length; i++) {
            // Most of an image is as it was.
            if (result[i] != source[i] && !made.padding().contains(source[i])) {
                long stored = own.zero() + Math.round(((double) result[i] - source[i]) / own.stepsPerStored());
                change[i] = (int) Math.max(format.minimum(), Math.min(format.maximum(), stored));
            }
        }
        return new SyntheticInstance(
                made.sources(),
                format,
                source,
                change,
                PaddingRange.NONE,
                false,
                made.spatialLocationsPreserved(),
                List.of(new Window(own.noChange(), window.width())),
                made.evidence(),
                made.times());
    }

    /** What the values mean, for Derivation Description. */
    String sentence() {
        String unit = units.unit().isEmpty() ? "stored values of the source" : units.unit();
        return String.format(
                Locale.ROOT,
                "Result minus source in %s: %s is no change, above it something was added, below it taken away.",
                unit,
                units.noChange() == 0 ? "0" : "stored value " + units.zero());
    }

    /** The change that nearly all pixels that changed at all stay below, in stored values. */
    private static double largest(List<SyntheticInstance> instances) {
        long[] counts = new long[BINS];
        long changed = 0;
        for (SyntheticInstance made : instances) {
            int[] source = made.sourceStored();
            int[] result = made.stored();
            for (int i = 0; i < result.length; i++) {
                int change = Math.abs(result[i] - source[i]);
                if (change > 0 && !made.padding().contains(source[i])) {
                    counts[Math.min(BINS - 1, change)]++;
                    changed++;
                }
            }
        }
        return reached(counts, (long) Math.ceil(NEARLY_ALL * changed)).orElse(0);
    }

    private static OptionalDouble reached(long[] counts, long wanted) {
        long sum = 0;
        for (int change = 0; change < counts.length; change++) {
            sum += counts[change];
            if (wanted > 0 && sum >= wanted) {
                return OptionalDouble.of(change);
            }
        }
        return OptionalDouble.empty();
    }
}
