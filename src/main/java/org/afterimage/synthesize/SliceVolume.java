package org.afterimage.synthesize;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import org.afterimage.dicom.data.DataSet;
import org.afterimage.dicom.pixel.PixelFormat;
import org.afterimage.dicom.pixel.Rescale;

/**
 * The values of a stack of slices, feet to head.
 *
 * @param slices one plane a slice, all of one matrix
 */
record SliceVolume(List<Plane> slices) {

    SliceVolume {
        slices = List.copyOf(slices);
    }

    /** Reads a stack: stored values, through the rescale where the series has one; padding counts as 0. */
    static SliceVolume read(SliceStack stack) throws IOException {
        try {
            return new SliceVolume(stack.series().instances().parallelStream()
                    .map(SliceVolume::plane)
                    .toList());
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }

    private static Plane plane(SourceInstance instance) {
        try {
            DataSet dataSet = instance.object().dataSet();
            PixelFormat format = PixelFormat.of(dataSet);
            PaddingRange padding = PaddingRange.of(dataSet, format.signed());
            Rescale rescale = Rescale.of(dataSet);
            int[] stored = instance.stored();
            float[] values = new float[stored.length];
            for (int i = 0; i < values.length; i++) {
                values[i] = padding.contains(stored[i]) ? 0 : (float) rescale.apply(stored[i]);
            }
            return new Plane(values, format.rows(), format.columns());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * In network space: over the mean of those voxels that exceed the mean of all.
     *
     * @throws SynthesisException if all voxels have one value
     */
    SliceVolume normalised() throws SynthesisException {
        double mean = meanAbove(Double.NEGATIVE_INFINITY);
        double bright = meanAbove(mean);
        if (Double.isNaN(bright)) {
            throw new SynthesisException("A series has the same value everywhere and no scale.");
        }
        List<Plane> scaled = new ArrayList<>();
        for (Plane slice : slices) {
            float[] values = new float[slice.data().length];
            for (int i = 0; i < values.length; i++) {
                values[i] = (float) (slice.data()[i] / bright);
            }
            scaled.add(new Plane(values, slice.rows(), slice.columns()));
        }
        return new SliceVolume(scaled);
    }

    /** The mean of the voxels above a value; NaN when there are none. */
    private double meanAbove(double value) {
        double sum = 0;
        long count = 0;
        for (Plane slice : slices) {
            for (float voxel : slice.data()) {
                if (voxel > value) {
                    sum += voxel;
                    count++;
                }
            }
        }
        return count == 0 ? Double.NaN : sum / count;
    }

    /** A slice; the end slice where the stack is over. */
    Plane slice(int number) {
        return slices.get(Math.max(0, Math.min(slices.size() - 1, number)));
    }
}
