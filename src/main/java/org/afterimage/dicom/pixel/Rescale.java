package org.afterimage.dicom.pixel;

import org.afterimage.dicom.data.DataSet;
import org.afterimage.dicom.data.Tag;

/**
 * A linear modality transform (PS3.3 C.11.1.1.2).
 *
 * @param slope Rescale Slope
 * @param intercept Rescale Intercept
 */
public record Rescale(double slope, double intercept) implements ModalityTransform {

    /** The rescale of an image or frame; slope 1 and intercept 0 where it has none. */
    public static Rescale of(DataSet dataSet) {
        return new Rescale(
                dataSet.decimal(Tag.RESCALE_SLOPE).orElse(1),
                dataSet.decimal(Tag.RESCALE_INTERCEPT).orElse(0));
    }

    @Override
    public double apply(double stored) {
        return stored * slope + intercept;
    }
}
