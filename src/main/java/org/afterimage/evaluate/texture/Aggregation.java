package org.afterimage.evaluate.texture;

/** Over what the matrices of a region are taken, and whether matrices or features are brought together (IBSI 3.6.1). */
public enum Aggregation {
    /** One matrix a slice and direction; features are averaged (IBSI BTW3, and 8QNN where there are no directions). */
    SLICES_AVERAGED(true, false, "2D, averaged"),
    /** One matrix a slice, merged over directions; features are averaged over slices (IBSI SUJT, and 8QNN). */
    SLICES_MERGED(true, true, "2D, slice-merged"),
    /** One matrix a direction of the volume; features are averaged (IBSI ITBB, and KOBO). */
    VOLUME_AVERAGED(false, false, "3D, averaged"),
    /** One matrix of the volume, merged over directions (IBSI IAZD, and KOBO). */
    VOLUME_MERGED(false, true, "3D, merged");

    private final boolean bySlice;
    private final boolean merged;
    private final String description;

    Aggregation(boolean bySlice, boolean merged, String description) {
        this.bySlice = bySlice;
        this.merged = merged;
        this.description = description;
    }

    /** Whether slices are looked at one by one. */
    boolean bySlice() {
        return bySlice;
    }

    /** Whether directions share a matrix. */
    boolean merged() {
        return merged;
    }

    /** What was done, for reports. */
    public String description() {
        return description;
    }
}
