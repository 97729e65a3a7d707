package org.afterimage.infer;

import java.util.Arrays;

/**
 * A dense float32 tensor, in the order batch, channel, row, column (NCHW). The arrays are not copied: who makes a tensor gives its data
 * away.
 *
 * @param data the values, row-major
 * @param shape the sizes of the dimensions
 */
@SuppressWarnings("ArrayRecordComponent") // megabytes a run; compared by content below
public record Tensor(float[] data, int... shape) {

    /**
     * @throws IllegalArgumentException if the data are not as many as the shape says
     */
    public Tensor {
        long size = 1;
        for (int dimension : shape) {
            size *= dimension;
        }
        if (size != data.length) {
            throw new IllegalArgumentException(
                    "a tensor of shape " + Arrays.toString(shape) + " has " + size + " values, not " + data.length);
        }
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Tensor tensor && Arrays.equals(data, tensor.data) && Arrays.equals(shape, tensor.shape);
    }

    @Override
    public int hashCode() {
        return 31 * Arrays.hashCode(data) + Arrays.hashCode(shape);
    }

    @Override
    public String toString() {
        return "Tensor" + Arrays.toString(shape);
    }
}
