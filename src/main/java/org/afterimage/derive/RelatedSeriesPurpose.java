package org.afterimage.derive;

/** Why a series is referenced (PS3.16 CID 7210). */
public enum RelatedSeriesPurpose {
    /** The series was made from that series. */
    IMAGE_PROCESSING_SOURCE("121323", "Source series for image processing operation");

    private final String value;
    private final String meaning;

    RelatedSeriesPurpose(String value, String meaning) {
        this.value = value;
        this.meaning = meaning;
    }

    /** The concept. */
    public CodedConcept concept() {
        return new CodedConcept(value, "DCM", meaning);
    }
}
