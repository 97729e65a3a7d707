package org.afterimage.derive;

import org.afterimage.dicom.data.DataSet;
import org.afterimage.dicom.data.SopClass;
import org.afterimage.dicom.data.Tag;
import org.afterimage.dicom.pixel.PixelFormat;
import org.afterimage.dicom.pixel.Rescale;

/** Enhanced CT Image (PS3.3 A.38.1, C.8.15.2). As with single slices, acquisition and reconstruction stay on record as they were. */
final class EnhancedCtRules implements EnhancedRules {

    private final CopiedAttributes copied = CopiedAttributes.of("study", "enhanced", "enhanced-ct");
    private final CopiedAttributes groups = CopiedAttributes.of("frame", "frame-ct");

    @Override
    public String sopClassUid() {
        return SopClass.ENHANCED_CT_IMAGE;
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
        EnhancedRules.putDescription(target, Tag.IMAGE_TYPE);
    }

    @Override
    public void putFrameType(DataSet shared) {
        DataSet type = shared.newItem();
        EnhancedRules.putDescription(type, Tag.FRAME_TYPE);
        shared.putItems(Tag.CT_IMAGE_FRAME_TYPE_SEQUENCE, type);
    }

    @Override
    public ChangeUnits changeUnits(PixelFormat format, DataSet source) {
        return ChangeUnits.signed(format, Rescale.of(source).slope(), "HU");
    }

    @Override
    public void putChange(DataSet target, ChangeUnits units) {
        ImageRules.putRescale(target, 0, units.unitsPerStored(), "HU");
    }
}
