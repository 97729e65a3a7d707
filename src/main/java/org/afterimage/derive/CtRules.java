package org.afterimage.derive;

import java.util.List;
import org.afterimage.dicom.data.DataSet;
import org.afterimage.dicom.data.SopClass;
import org.afterimage.dicom.data.Tag;
import org.afterimage.dicom.pixel.PixelFormat;
import org.afterimage.dicom.pixel.Rescale;

/**
 * CT Image (PS3.3 A.3, C.8.2.1). Acquisition and reconstruction stay on record as they were, Convolution Kernel (0018,1210) included: no
 * scanner reconstructed with another one. What the pixels look like now is said in Derivation Description.
 */
final class CtRules implements ImageRules {

    private static final String LOCALIZER = "LOCALIZER";

    private final CopiedAttributes copied = CopiedAttributes.of("study", "common", "plane", "ct");

    @Override
    public String sopClassUid() {
        return SopClass.CT_IMAGE;
    }

    @Override
    public CopiedAttributes copied() {
        return copied;
    }

    @Override
    public ChangeUnits changeUnits(PixelFormat format, DataSet source) {
        return ChangeUnits.signed(format, Rescale.of(source).slope(), "HU");
    }

    @Override
    public void putChange(DataSet target, ChangeUnits units) {
        ImageRules.putRescale(target, 0, units.unitsPerStored(), "HU");
    }

    @Override
    public void put(DataSet target, DataSet source) {
        List<String> imageType = source.strings(Tag.IMAGE_TYPE);
        if (imageType.contains(LOCALIZER)) {
            throw new IllegalArgumentException("there are no rules to derive from a localizer");
        }
        ImageRules.complete(
                target,
                Tag.PATIENT_POSITION,
                Tag.POSITION_REFERENCE_INDICATOR,
                Tag.SLICE_THICKNESS,
                Tag.ACQUISITION_NUMBER,
                Tag.KVP);
        target.putString(Tag.IMAGE_TYPE, "DERIVED", "SECONDARY", "AXIAL");
        if (!target.contains(Tag.RESCALE_TYPE)) {
            target.putString(Tag.RESCALE_TYPE, "HU"); // what its absence means (PS3.3 C.11.1.1.2)
        }
    }
}
