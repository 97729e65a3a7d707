package org.afterimage.derive;

import org.afterimage.dicom.data.DataSet;
import org.afterimage.dicom.data.SopClass;
import org.afterimage.dicom.data.Tag;
import org.afterimage.dicom.pixel.PixelFormat;

/** Digital X-Ray Image, For Presentation (PS3.3 A.26). Presentation intent, detector and view stay as they were. */
final class DxRules implements ImageRules {

    private final CopiedAttributes copied = CopiedAttributes.of("study", "common", "radiograph");

    @Override
    public String sopClassUid() {
        return SopClass.DX_IMAGE_FOR_PRESENTATION;
    }

    @Override
    public CopiedAttributes copied() {
        return copied;
    }

    @Override
    public ChangeUnits changeUnits(PixelFormat format, DataSet source) {
        return ChangeUnits.aroundTheMiddle(format, false);
    }

    @Override
    public void putChange(DataSet target, ChangeUnits units) {
        ImageRules.putRescale(target, 0, 1, "US"); // the only ones that PS3.3 C.8.11.3 allows
    }

    @Override
    public void put(DataSet target, DataSet source) {
        ImageRules.complete(target, Tag.BODY_PART_EXAMINED, Tag.VIEW_POSITION, Tag.PATIENT_ORIENTATION);
        target.putString(Tag.IMAGE_TYPE, "DERIVED", "SECONDARY", ""); // PS3.3 C.8.11.3.1.1: the third value is empty
    }
}
