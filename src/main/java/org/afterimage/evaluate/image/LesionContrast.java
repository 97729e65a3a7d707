package org.afterimage.evaluate.image;

import java.util.List;
import java.util.Optional;
import org.afterimage.synthesize.Plane;

/**
 * Contrast of lesions: the mean inside a lesion minus the mean of a ring around it. The ring is what lies, in the lesion's own planes,
 * further than 2 and no further than 2 + max(3, r / 2) pixels from it, r being the radius of a disc of the lesion's area in that plane;
 * it holds no part of any lesion. Where a mask of surroundings is given, label k of that mask is the ring of lesion k.
 */
public final class LesionContrast {

    private static final int LEAST_PIXELS_INSIDE = 4;
    private static final int LEAST_PIXELS_AROUND = 10;
    private static final double GAP = 2;
    private static final double LEAST_WIDTH = 3;

    private final LesionMask lesions;
    private final Optional<LesionMask> surroundings;
    private final List<boolean[]> allowed;

    /**
     * Prepares the measurement.
     *
     * @param lesions the lesions
     * @param surroundings the ring of each, where somebody has drawn it
     * @param allowed pixels that rings may hold
     */
    public LesionContrast(LesionMask lesions, Optional<LesionMask> surroundings, List<boolean[]> allowed) {
        this.lesions = lesions;
        this.surroundings = surroundings;
        this.allowed = List.copyOf(allowed);
    }

    /**
     * Where a lesion and its ring are, one array a plane.
     *
     * @param largestAreaPixels pixels of the lesion in the plane in which it has most
     */
    @SuppressWarnings("ArrayRecordComponent") // lists of masks; never used as a key
    public record Place(List<boolean[]> inside, List<boolean[]> around, int largestAreaPixels) {

        /** Mean inside minus mean around. */
        public double contrast(List<Plane> image) {
            return mean(image, inside) - mean(image, around);
        }
    }

    /** Where a lesion is; empty when it or its ring has too few pixels to be measured. */
    public Optional<Place> place(int lesion) {
        int planes = lesions.labels().size();
        boolean[][] inside = new boolean[planes][];
        boolean[][] around = new boolean[planes][];
        int largest = 0;
        int insidePixels = 0;
        int aroundPixels = 0;
        for (int k = 0; k < planes; k++) {
            inside[k] = lesions.of(lesion, k);
            int area = count(inside[k]);
            around[k] = area == 0 ? new boolean[inside[k].length] : ring(lesion, k, inside[k], area);
            largest = Math.max(largest, area);
            insidePixels += area;
            aroundPixels += count(around[k]);
        }
        return insidePixels < LEAST_PIXELS_INSIDE || aroundPixels < LEAST_PIXELS_AROUND
                ? Optional.empty()
                : Optional.of(new Place(List.of(inside), List.of(around), largest));
    }

    private boolean[] ring(int lesion, int k, boolean[] inside, int area) {
        if (surroundings.isPresent()) {
            return surroundings.get().of(lesion, k);
        }
        Plane labels = lesions.labels().get(k);
        float[] distances = DistanceMap.to(inside, labels.rows(), labels.columns());
        double outer = GAP + Math.max(LEAST_WIDTH, Math.sqrt(area / Math.PI) / 2);
        boolean[] ring = new boolean[inside.length];
        for (int i = 0; i < ring.length; i++) {
            ring[i] = distances[i] > GAP && distances[i] <= outer && labels.data()[i] == 0 && allowed.get(k)[i];
        }
        return ring;
    }

    private static double mean(List<Plane> image, List<boolean[]> where) {
        double sum = 0;
        int count = 0;
        for (int k = 0; k < image.size(); k++) {
            float[] data = image.get(k).data();
            for (int i = 0; i < data.length; i++) {
                if (where.get(k)[i]) {
                    sum += data[i];
                    count++;
                }
            }
        }
        return sum / count;
    }

    private static int count(boolean[] mask) {
        int n = 0;
        for (boolean one : mask) {
            n += one ? 1 : 0;
        }
        return n;
    }
}
