package org.afterimage.derive;

/** Why an image is referenced as a source (PS3.16 CID 7202). */
public enum SourceImagePurpose {
    /** The pixels were made from that image. */
    IMAGE_PROCESSING("121322", "Source image for image processing operation");

    private final String value;
    private final String meaning;

    SourceImagePurpose(String value, String meaning) {
        this.value = value;
        this.meaning = meaning;
    }

    /** The concept. */
    public CodedConcept concept() {
        return new CodedConcept(value, "DCM", meaning);
    }
}
