package org.afterimage.derive;

import org.afterimage.dicom.data.DataSet;
import org.afterimage.dicom.data.SopClass;
import org.afterimage.dicom.data.Tag;

/**
 * MR Image (PS3.3 A.4, C.8.3.1) of a contrast that no scanner acquired. Place and patient are the source's; its physics is not: sequence,
 * times, angles, coils and contrast agent say nothing of these pixels, and who reads them must not think so. Attributes that the standard
 * wants are there and empty.
 */
final class MrSynthesisRules implements ImageRules {

    private static final String RESEARCH_MODE = "RM";

    private final CopiedAttributes copied = CopiedAttributes.of("study", "common", "plane");

    @Override
    public String sopClassUid() {
        return SopClass.MR_IMAGE;
    }

    @Override
    public CopiedAttributes copied() {
        return copied;
    }

    @Override
    public void put(DataSet target, DataSet source) {
        ImageRules.complete(target, Tag.PATIENT_POSITION, Tag.POSITION_REFERENCE_INDICATOR, Tag.SLICE_THICKNESS);
        target.putString(Tag.IMAGE_TYPE, "DERIVED", "SECONDARY", "OTHER")
                .putString(Tag.SCANNING_SEQUENCE, RESEARCH_MODE)
                .putString(Tag.SEQUENCE_VARIANT, "NONE")
                .putEmpty(Tag.SCAN_OPTIONS)
                .putEmpty(Tag.MR_ACQUISITION_TYPE)
                .putEmpty(Tag.REPETITION_TIME)
                .putEmpty(Tag.ECHO_TIME)
                .putEmpty(Tag.ECHO_TRAIN_LENGTH);
    }
}
