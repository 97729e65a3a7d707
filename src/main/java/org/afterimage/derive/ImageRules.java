package org.afterimage.derive;

import org.afterimage.dicom.data.DataSet;
import org.afterimage.dicom.data.Tag;
import org.afterimage.dicom.pixel.PixelFormat;

/** What is particular to the derived images of one SOP class. Another class is served by adding an implementation, and a list of what it copies. */
interface ImageRules {

    /** The SOP class of source and derived image: never Secondary Capture, whose geometry viewers ignore. */
    String sopClassUid();

    /** What is taken over from the source whose place the image has. */
    CopiedAttributes copied();

    /**
     * Puts what the image's own modules ask for, after the source's attributes were copied.
     *
     * @param target the derived data set
     * @param source the source whose place the image has
     * @throws IllegalArgumentException if nothing truthful can be derived from that source
     */
    void put(DataSet target, DataSet source);

    /**
     * How a change of such an image is stored.
     *
     * @param format of the image
     * @param source the source
     * @throws IllegalArgumentException if no change map is made of that class
     */
    default ChangeUnits changeUnits(PixelFormat format, DataSet source) {
        throw new IllegalArgumentException("there is no change map of " + sopClassUid());
    }

    /** Puts what the stored values of a change mean, after the source's own meaning was taken away. */
    default void putChange(DataSet target, ChangeUnits units) {
        throw new IllegalArgumentException("there is no change map of " + sopClassUid());
    }

    /** Rescale Intercept, Slope and Type (PS3.3 C.11.1), which bring stored values to those that windows refer to. */
    static void putRescale(DataSet target, double intercept, double slope, String type) {
        target.putDecimals(Tag.RESCALE_INTERCEPT, intercept)
                .putDecimals(Tag.RESCALE_SLOPE, slope)
                .putString(Tag.RESCALE_TYPE, type);
    }

    /** Attributes of type 2 that a careless source may lack: present but empty says that they are not known. */
    static void complete(DataSet target, int... tags) {
        for (int tag : tags) {
            if (!target.contains(tag)) {
                target.putEmpty(tag);
            }
        }
    }
}
