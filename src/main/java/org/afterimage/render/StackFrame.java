package org.afterimage.render;

/**
 * One frame of a series and how it lies in the patient. What an image does not say is null.
 *
 * @param sopInstanceUid the instance that holds it
 * @param frame counted from 1
 * @param instanceNumber Instance Number (0020,0013)
 * @param place distance along the normal of the series' planes, in mm, growing from slice to slice
 * @param position Image Position (Patient) (0020,0032), in mm
 * @param orientation Image Orientation (Patient) (0020,0037)
 * @param rows pixels from top to bottom
 * @param columns pixels from left to right
 * @param spacing distance between rows and between columns, in mm; in a projection those at the detector
 * @param window centre and width of its first window; null where it has none, or a VOI LUT
 * @param rescale slope and intercept that bring a stored value to its meaning; null where a Modality LUT does
 * @param unit of values after the rescale, such as HU; null where nothing is known of it
 * @param colour whether it has colours, and no window
 * @param synthetic Synthetic Data (0008,001C)
 */
@SuppressWarnings("ArrayRecordComponent") // written as JSON, never compared
public record StackFrame(
        String sopInstanceUid,
        int frame,
        Integer instanceNumber,
        Double place,
        double[] position,
        double[] orientation,
        int rows,
        int columns,
        double[] spacing,
        double[] window,
        double[] rescale,
        String unit,
        boolean colour,
        boolean synthetic) {

    StackFrame at(Double otherPlace) {
        return new StackFrame(
                sopInstanceUid,
                frame,
                instanceNumber,
                otherPlace,
                position,
                orientation,
                rows,
                columns,
                spacing,
                window,
                rescale,
                unit,
                colour,
                synthetic);
    }
}
