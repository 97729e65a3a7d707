package org.afterimage.derive;

/** Why a series is referenced (PS3.16 CID 7210). */
public enum RelatedSeriesPurpose {
    /** The series was made from that series. */
    IMAGE_PROCESSING_SOURCE("121323", "Source series for image processing operation");

    private final CodedConcept concept;

    RelatedSeriesPurpose(String value, String meaning) {
        this.concept = new CodedConcept(value, "DCM", meaning);
    }

    /** The concept. */
    public CodedConcept concept() {
        return concept;
    }
}
