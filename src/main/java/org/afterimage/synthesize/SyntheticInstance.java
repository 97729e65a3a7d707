package org.afterimage.synthesize;

import org.afterimage.dicom.pixel.PixelFormat;

/**
 * One synthetic image beside its source. The arrays are not copied and must not be written to.
 *
 * @param source the instance that it was made from
 * @param format the pixel format of both
 * @param sourceStored stored values as acquired, row-major, rows x columns
 * @param stored stored values of the synthetic image, likewise
 * @param region where the synthetic image may differ from its source; everywhere else it is equal
 * @param padding which stored values are no image
 * @param range the stored values that became the network's 0 and 1
 * @param answer what the network was given and answered
 * @param times how long each step took
 */
@SuppressWarnings("ArrayRecordComponent") // tens of megabytes an image; never used as a key
public record SyntheticInstance(
        SourceInstance source,
        PixelFormat format,
        int[] sourceStored,
        int[] stored,
        boolean[] region,
        PaddingRange padding,
        GreyRange range,
        NetworkAnswer answer,
        SynthesisTimes times) {

    /**
     * @throws IllegalArgumentException if the arrays have not one value for each pixel
     */
    public SyntheticInstance {
        int pixels = Math.multiplyExact(format.rows(), format.columns());
        if (sourceStored.length != pixels || stored.length != pixels || region.length != pixels) {
            throw new IllegalArgumentException("an image of " + format.rows() + " x " + format.columns() + " has "
                    + pixels + " pixels, not " + sourceStored.length + ", " + stored.length + ", " + region.length);
        }
    }
}
