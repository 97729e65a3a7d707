package org.afterimage.derive;

import org.afterimage.dicom.data.DataSet;
import org.afterimage.dicom.data.Tag;

/**
 * What is particular to the derived multi-frame images of one SOP class. {@link #copied()} and {@link #put} are of the image as a whole,
 * {@link #changeUnits} and {@link #putChange} of a frame.
 */
interface EnhancedRules extends ImageRules {

    /** The functional groups that are taken over from the source, shared ones and those of each frame. */
    CopiedAttributes copiedGroups();

    /**
     * Puts the frame type macro of the class into the shared functional groups.
     *
     * @param shared the derived item
     */
    void putFrameType(DataSet shared);

    /** Puts into a frame's Pixel Value Transformation item what the stored values of a new contrast mean: nothing but themselves. */
    static void putOwnUnits(DataSet transformation) {
        ImageRules.putRescale(transformation, 0, 1, "US");
    }

    /**
     * Puts what the CT and MR Image Description Macro asks for (PS3.3 C.8.16.2), which an image has as a whole and each of its frames
     * has too.
     *
     * @param target the image or the item
     * @param typeTag Image Type (0008,0008) or Frame Type (0008,9007)
     */
    static void putDescription(DataSet target, int typeTag) {
        target.putString(typeTag, "DERIVED", "PRIMARY", "VOLUME", "NONE")
                .putString(Tag.PIXEL_PRESENTATION, "MONOCHROME")
                .putString(Tag.VOLUMETRIC_PROPERTIES, "VOLUME")
                .putString(Tag.VOLUME_BASED_CALCULATION_TECHNIQUE, "NONE");
    }

    /** Attributes of the Enhanced CT and MR Image modules that a careless source may lack. */
    static void complete(DataSet target) {
        ImageRules.complete(
                target, Tag.PATIENT_POSITION, Tag.POSITION_REFERENCE_INDICATOR, Tag.ACQUISITION_CONTEXT_SEQUENCE);
        if (!target.contains(Tag.LOSSY_IMAGE_COMPRESSION)) {
            target.putString(Tag.LOSSY_IMAGE_COMPRESSION, "00"); // type 1 here, and nothing says that anything was lost
        }
        if (!target.contains(Tag.PRESENTATION_LUT_SHAPE)) {
            target.putString(Tag.PRESENTATION_LUT_SHAPE, "IDENTITY");
        }
    }
}
