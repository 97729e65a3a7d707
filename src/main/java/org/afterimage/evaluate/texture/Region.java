package org.afterimage.evaluate.texture;

/**
 * Intensities of a box of voxels, of which some belong to the region that is looked at. The arrays are not copied.
 *
 * @param values intensities, column fastest, then row, then slice
 * @param inside whether a voxel belongs to the region, likewise
 * @param columns voxels from left to right
 * @param rows voxels from top to bottom
 * @param slices number of planes
 */
@SuppressWarnings("ArrayRecordComponent") // as large as an image; never used as a key
public record Region(float[] values, boolean[] inside, int columns, int rows, int slices) {

    /**
     * @throws IllegalArgumentException if the arrays have not one value for each voxel, or no voxel is inside
     */
    public Region {
        int voxels = Math.multiplyExact(Math.multiplyExact(columns, rows), slices);
        if (values.length != voxels || inside.length != voxels) {
            throw new IllegalArgumentException("a box of " + columns + " x " + rows + " x " + slices + " voxels has "
                    + voxels + ", not " + values.length + " and " + inside.length);
        }
        if (count(inside) == 0) {
            throw new IllegalArgumentException("a region without a voxel has no texture");
        }
    }

    /** The intensities inside, in the order of the voxels. */
    public double[] intensities() {
        double[] found = new double[count(inside)];
        int n = 0;
        for (int i = 0; i < values.length; i++) {
            if (inside[i]) {
                found[n++] = values[i];
            }
        }
        return found;
    }

    private static int count(boolean[] inside) {
        int n = 0;
        for (boolean one : inside) {
            n += one ? 1 : 0;
        }
        return n;
    }
}
