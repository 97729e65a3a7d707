package org.afterimage.derive;

/** What a Key Object Selection is about (PS3.16 CID 7010); of these, the one that the node makes. */
public enum DocumentTitle {
    /** The objects are not to be used (IHE RAD TF-3 4.66). */
    REJECTED_FOR_QUALITY_REASONS("113001", "Rejected for Quality Reasons");

    private final String value;
    private final String meaning;

    DocumentTitle(String value, String meaning) {
        this.value = value;
        this.meaning = meaning;
    }

    /** The concept. */
    public CodedConcept concept() {
        return new CodedConcept(value, "DCM", meaning);
    }
}
