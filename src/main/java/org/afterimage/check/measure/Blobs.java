package org.afterimage.check.measure;

import org.afterimage.synthesize.Plane;

/**
 * The strongest round spots of a plane: the mean of a square window over that of the frame around it, which reaches twice as far.
 *
 * @param brightSpot the brightest of windows of a few pixels
 * @param darkSpot the darkest of those, without its sign
 * @param brightMass the brightest of larger windows
 * @param darkMass the darkest of those, without its sign
 */
record Blobs(double brightSpot, double darkSpot, double brightMass, double darkMass) {

    private static final int[] SPOTS = {1, 2, 3};
    private static final int[] MASSES = {5, 8, 12};

    /**
     * Looks for them where the whole window lies inside.
     *
     * @param inside which pixels count
     */
    static Blobs of(Plane plane, boolean[] inside) {
        BoxMeans means = new BoxMeans(plane, inside);
        double[] spots = extremes(means, plane, inside, SPOTS);
        double[] masses = extremes(means, plane, inside, MASSES);
        return new Blobs(spots[0], spots[1], masses[0], masses[1]);
    }

    private static double[] extremes(BoxMeans means, Plane plane, boolean[] inside, int[] reaches) {
        double bright = 0;
        double dark = 0;
        for (int reach : reaches) {
            for (int row = reach; row < plane.rows() - reach; row++) {
                for (int column = reach; column < plane.columns() - reach; column++) {
                    if (inside[row * plane.columns() + column]) {
                        double contrast = means.contrast(row, column, reach); // NaN is neither more nor less
                        bright = contrast > bright ? contrast : bright;
                        dark = -contrast > dark ? -contrast : dark;
                    }
                }
            }
        }
        return new double[] {bright, dark};
    }
}
