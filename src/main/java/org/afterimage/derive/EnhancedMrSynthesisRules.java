package org.afterimage.derive;

import org.afterimage.dicom.data.DataSet;
import org.afterimage.dicom.data.SopClass;
import org.afterimage.dicom.data.Tag;

/**
 * Enhanced MR Image (PS3.3 A.36.2, C.8.13.1) of a contrast that no scanner acquired. The macros and modules of its physics are for images
 * that were acquired, and are left out.
 */
final class EnhancedMrSynthesisRules implements EnhancedRules {

    private final CopiedAttributes copied = CopiedAttributes.of("study", "enhanced", "enhanced-mr");
    private final CopiedAttributes groups = CopiedAttributes.of("frame");

    @Override
    public String sopClassUid() {
        return SopClass.ENHANCED_MR_IMAGE;
    }

    @Override
    public CopiedAttributes copied() {
        return copied;
    }

    @Override
    public CopiedAttributes copiedGroups() {
        return groups;
    }

    @Override
    public void put(DataSet target, DataSet source) {
        EnhancedRules.complete(target);
        putDescription(target, Tag.IMAGE_TYPE);
    }

    @Override
    public void putFrameType(DataSet shared) {
        DataSet type = shared.newItem();
        putDescription(type, Tag.FRAME_TYPE);
        shared.putItems(Tag.MR_IMAGE_FRAME_TYPE_SEQUENCE, type);
    }

    /** No scanner made the contrast: UNKNOWN is the standard's term for one that no other says (PS3.3 C.8.13.3.1.2). */
    private static void putDescription(DataSet target, int typeTag) {
        EnhancedRules.putDescription(target, typeTag);
        target.putString(Tag.COMPLEX_IMAGE_COMPONENT, "MAGNITUDE").putString(Tag.ACQUISITION_CONTRAST, "UNKNOWN");
    }
}
