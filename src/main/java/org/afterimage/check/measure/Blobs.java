package org.afterimage.check.measure;

import org.afterimage.synthesize.Plane;

/**
 * The strongest round spots of a plane: the mean of a square window over that of the frame around it, which reaches twice as far.
 *
 * @param brightSpot the brightest of windows of a few pixels
 * @param darkSpot the darkest of those
 * @param brightMass the brightest of larger windows
 * @param darkMass the darkest of those
 */
record Blobs(Spot brightSpot, Spot darkSpot, Spot brightMass, Spot darkMass) {

    private static final int[] SPOTS = {1, 2, 3};
    private static final int[] MASSES = {5, 8, 12};

    /**
     * A window.
     *
     * @param contrast its mean over that of the frame around it, without its sign; 0 where no window differs from its frame
     * @param row its middle
     * @param column its middle
     * @param reach how far it reaches each way; 0 where no window differs from its frame
     */
    record Spot(double contrast, int row, int column, int reach) {
        private static final Spot NONE = new Spot(0, 0, 0, 0);
    }

    /**
     * Looks for them where the whole window lies inside.
     *
     * @param inside which pixels count
     */
    static Blobs of(Plane plane, boolean[] inside) {
        BoxMeans means = new BoxMeans(plane, inside);
        Spot[] spots = extremes(means, plane, inside, SPOTS);
        Spot[] masses = extremes(means, plane, inside, MASSES);
        return new Blobs(spots[0], spots[1], masses[0], masses[1]);
    }

    private static Spot[] extremes(BoxMeans means, Plane plane, boolean[] inside, int[] reaches) {
        Spot bright = Spot.NONE;
        Spot dark = Spot.NONE;
        double[] contrasts = new double[plane.columns()];
        for (int reach : reaches) {
            for (int row = reach; row < plane.rows() - reach; row++) {
                means.contrasts(row, reach, inside, contrasts);
                for (int column = reach; column < plane.columns() - reach; column++) {
                    double contrast = contrasts[column]; // NaN is neither more nor less
                    bright = contrast > bright.contrast() ? new Spot(contrast, row, column, reach) : bright;
                    dark = -contrast > dark.contrast() ? new Spot(-contrast, row, column, reach) : dark;
                }
            }
        }
        return new Spot[] {bright, dark};
    }
}
