package org.afterimage.synthesize;

import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.afterimage.dicom.pixel.PixelFormat;
import org.afterimage.model.BoneSuppressionSettings;

/** Takes an estimate of bone away from stored values, inside the lung only. */
final class BoneSubtraction {

    private final PixelFormat format;
    private final PaddingRange padding;
    private final GreyRange range;
    private final LungWeight weight;

    BoneSubtraction(PixelFormat format, PaddingRange padding, GreyRange range, BoneSuppressionSettings.Output output) {
        this.format = format;
        this.padding = padding;
        this.range = range;
        this.weight = LungWeight.of(output);
    }

    /** Where the image may change: where the weight of the lung is above 0, and there is image at all. */
    boolean[] region(int[] source, Plane lung) {
        boolean[] region = new boolean[source.length];
        eachRow(pixels -> {
            for (int i = pixels.from(); i < pixels.to(); i++) {
                region[i] = weight.at(lung.data()[i]) > 0 && !padding.contains(source[i]);
            }
        });
        return region;
    }

    /** The stored values without bone; outside the region they are the source's own. */
    int[] subtract(int[] source, Plane bone, Plane lung, boolean[] region) {
        int[] result = source.clone();
        float unit = (float) range.unit(); // negative for MONOCHROME1, where taking bone away raises the stored value
        eachRow(pixels -> {
            for (int i = pixels.from(); i < pixels.to(); i++) {
                float estimate = bone.data()[i];
                if (region[i] && estimate > 0) {
                    result[i] = storable(source[i] - estimate * weight.at(lung.data()[i]) * unit, source[i]);
                }
            }
        });
        return result;
    }

    /** The pixels of a row: the first, and the one behind the last. */
    private record Row(int from, int to) {}

    private void eachRow(Consumer<Row> work) {
        int columns = format.columns();
        IntStream.range(0, format.rows())
                .parallel()
                .forEach(row -> work.accept(new Row(row * columns, (row + 1) * columns)));
    }

    /** Rounds, and keeps within Bits Stored and out of the padding range, where the pixel would be taken for no image. */
    private int storable(float value, int source) {
        int rounded = (int) Math.floor(value + 0.5f);
        int clamped = Math.min(format.maximum(), Math.max(format.minimum(), rounded));
        if (!padding.contains(clamped)) {
            return clamped;
        }
        return source > padding.high() ? padding.high() + 1 : padding.low() - 1;
    }
}
