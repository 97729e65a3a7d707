package org.afterimage.derive;

import org.afterimage.dicom.data.DataSet;
import org.afterimage.dicom.data.SopClass;
import org.afterimage.dicom.data.Tag;
import org.afterimage.dicom.pixel.PixelFormat;

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
    public ChangeUnits changeUnits(PixelFormat format, DataSet source) {
        return ChangeUnits.aroundTheMiddle(format, true);
    }

    @Override
    public void putChange(DataSet target, ChangeUnits units) {
        ImageRules.putRescale(target, -units.zero() * units.unitsPerStored(), units.unitsPerStored(), "US");
    }

    @Override
    public void put(DataSet target, DataSet source) {
        ImageRules.complete(target, Tag.BODY_PART_EXAMINED, Tag.VIEW_POSITION, Tag.PATIENT_ORIENTATION);
        target.putString(Tag.IMAGE_TYPE, "DERIVED", "SECONDARY");
    }
}
