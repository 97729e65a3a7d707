package org.afterimage.evaluate.texture;

import java.util.Arrays;

/** How intensities become grey levels 1, 2, 3 and so on (IBSI 2.7). */
public sealed interface Discretisation {

    /** Grey levels of a region; 0 outside it. */
    GreyLevels levels(Region region);

    /** What was done, for reports: {@code bins of 25 from -1024}. */
    String description();

    /**
     * Fixed bin size (IBSI Q3RU): level = floor((x - lowest) / width) + 1. Levels mean the same in every image, so that this is for
     * intensities in known units such as HU.
     *
     * @param width width of a bin, in units of intensity
     * @param lowest where level 1 begins; what lies below counts as level 1
     */
    record FixedBinSize(double width, double lowest) implements Discretisation {
        /** More levels than this cannot come from a sensible width. */
        private static final int MOST = 1 << 16;

        public FixedBinSize {
            if (!(width > 0)) {
                throw new IllegalArgumentException("bins of " + width + " have no width");
            }
        }

        @Override
        public GreyLevels levels(Region region) {
            int[] levels = new int[region.values().length];
            for (int i = 0; i < levels.length; i++) {
                if (region.inside()[i]) {
                    double level = Math.floor((region.values()[i] - lowest) / width) + 1;
                    levels[i] = (int) Math.min(Math.max(level, 1), MOST);
                }
            }
            return new GreyLevels(levels, region.columns(), region.rows(), region.slices());
        }

        @Override
        public String description() {
            return "bins of " + number(width) + " from " + number(lowest);
        }
    }

    /**
     * Fixed bin number (IBSI K15C): the range of the region's own intensities is divided into equal bins; the highest intensity belongs to
     * the last. Offset and scale of the intensities vanish, so that this is for arbitrary units, such as those of MR.
     *
     * @param bins how many
     */
    record FixedBinNumber(int bins) implements Discretisation {
        public FixedBinNumber {
            if (bins < 2) {
                throw new IllegalArgumentException(bins + " bins tell nothing apart");
            }
        }

        @Override
        public GreyLevels levels(Region region) {
            double[] inside = region.intensities();
            double lowest = Arrays.stream(inside).min().orElseThrow();
            double range = Arrays.stream(inside).max().orElseThrow() - lowest;
            int[] levels = new int[region.values().length];
            for (int i = 0; i < levels.length; i++) {
                if (region.inside()[i]) {
                    double part = range > 0 ? (region.values()[i] - lowest) / range : 0;
                    levels[i] = (int) Math.min(Math.floor(bins * part) + 1, bins);
                }
            }
            return new GreyLevels(levels, region.columns(), region.rows(), region.slices());
        }

        @Override
        public String description() {
            return bins + " bins over each region's own range";
        }
    }

    private static String number(double value) {
        return value == Math.rint(value) ? Long.toString((long) value) : Double.toString(value);
    }
}
