package org.afterimage.dicom.pixel;

import org.afterimage.dicom.data.DataSet;
import org.afterimage.dicom.data.Tag;

/**
 * From stored values to values that mean something, such as Hounsfield units (PS3.3 C.11.1).
 *
 * @param slope Rescale Slope
 * @param intercept Rescale Intercept
 */
public record ModalityTransform(double slope, double intercept) {

    /** The rescale of an image; slope 1 and intercept 0 where it has none. A Modality LUT Sequence is not applied. */
    public static ModalityTransform of(DataSet dataSet) {
        return new ModalityTransform(
                dataSet.decimal(Tag.RESCALE_SLOPE).orElse(1),
                dataSet.decimal(Tag.RESCALE_INTERCEPT).orElse(0));
    }

    /** The value that a stored value stands for. */
    public double apply(double stored) {
        return stored * slope + intercept;
    }
}
