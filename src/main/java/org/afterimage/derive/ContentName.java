package org.afterimage.derive;

/** Names of the content items of a Key Object Selection that the node writes (PS3.16 TID 2010, TID 1002 and TID 1003). */
enum ContentName {
    /** Whether a person or a device speaks. */
    OBSERVER_TYPE("121005", "Observer Type"),
    /** A person speaks. */
    PERSON("121006", "Person"),
    /** Who speaks. */
    PERSON_OBSERVER_NAME("121008", "Person Observer Name"),
    /** What is said of the objects. */
    KEY_OBJECT_DESCRIPTION("113012", "Key Object Description");

    private final String value;
    private final String meaning;

    ContentName(String value, String meaning) {
        this.value = value;
        this.meaning = meaning;
    }

    /** The concept. */
    CodedConcept concept() {
        return new CodedConcept(value, "DCM", meaning);
    }
}
