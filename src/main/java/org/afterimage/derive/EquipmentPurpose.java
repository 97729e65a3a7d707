package org.afterimage.derive;

/** What a piece of equipment contributed (PS3.16 CID 7005). */
public enum EquipmentPurpose {
    /** It acquired the source. */
    ACQUISITION("109101", "Acquisition Equipment"),
    /** It made new content that was not acquired. */
    SYNTHESIZING("109100", "Synthesizing Equipment");

    private final String value;
    private final String meaning;

    EquipmentPurpose(String value, String meaning) {
        this.value = value;
        this.meaning = meaning;
    }

    /** The concept. */
    public CodedConcept concept() {
        return new CodedConcept(value, "DCM", meaning);
    }
}
