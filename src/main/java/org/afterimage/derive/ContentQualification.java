package org.afterimage.derive;

/** Content Qualification (0018,9004), PS3.3 C.8.13.2.1.1: on what authority the content may be used. */
public enum ContentQualification {
    /** Made by means that are not approved for clinical use; what every model starts with. */
    RESEARCH,
    /** Made by an approved product; an administrator's decision, which is audited. */
    PRODUCT
}
