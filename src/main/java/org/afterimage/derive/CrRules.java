package org.afterimage.derive;

import org.afterimage.dicom.data.DataSet;
import org.afterimage.dicom.data.SopClass;
import org.afterimage.dicom.data.Tag;

/** Computed Radiography Image (PS3.3 A.2). */
final class CrRules implements ImageRules {

    private final CopiedAttributes copied = CopiedAttributes.of("study", "common", "radiograph");

    @Override
    public String sopClassUid() {
        return SopClass.CR_IMAGE;
    }

    @Override
    public CopiedAttributes copied() {
        return copied;
    }

    @Override
    public void put(DataSet target, DataSet source) {
        ImageRules.complete(target, Tag.BODY_PART_EXAMINED, Tag.VIEW_POSITION, Tag.PATIENT_ORIENTATION);
        target.putString(Tag.IMAGE_TYPE, "DERIVED", "SECONDARY");
    }
}
