package org.afterimage.derive;

import org.afterimage.dicom.pixel.PixelFormat;

/**
 * How an image of a SOP class holds what may be negative.
 *
 * @param format pixel format of the change
 * @param zero stored value of no change
 * @param noChange the same after the rescale, which windows refer to
 * @param stepsPerStored stored values of the source to one of the change; 1 unless there is no bit left
 * @param unitsPerStored units to one stored value of the change
 * @param unit name of the unit, empty where the source has none
 */
record ChangeUnits(
        PixelFormat format, int zero, double noChange, int stepsPerStored, double unitsPerStored, String unit) {

    private static final int MOST_BITS = 16;

    /** Signed values of 16 bits, as CT allows them (PS3.3 C.8.2.1). */
    static ChangeUnits signed(PixelFormat source, double unitsPerStored, String unit) {
        return new ChangeUnits(format(source, MOST_BITS, true), 0, 0, 1, unitsPerStored, unit);
    }

    /**
     * Unsigned values around a middle with one bit more than the source, or half as fine where it has 16 (DX takes no others, PS3.3
     * C.8.11.3.1).
     *
     * @param rescaled whether the rescale brings the middle to 0
     */
    static ChangeUnits aroundTheMiddle(PixelFormat source, boolean rescaled) {
        int bits = Math.min(MOST_BITS, source.bitsStored() + 1);
        int steps = source.bitsStored() < MOST_BITS ? 1 : 2;
        int zero = 1 << (bits - 1);
        return new ChangeUnits(format(source, bits, false), zero, rescaled ? 0 : zero, steps, rescaled ? steps : 1, "");
    }

    private static PixelFormat format(PixelFormat source, int bits, boolean signed) {
        return new PixelFormat(
                source.rows(),
                source.columns(),
                1,
                1,
                bits > Byte.SIZE ? Short.SIZE : Byte.SIZE,
                bits,
                bits - 1,
                signed,
                source.photometricInterpretation());
    }
}
