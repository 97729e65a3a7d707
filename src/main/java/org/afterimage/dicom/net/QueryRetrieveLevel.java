package org.afterimage.dicom.net;

/** The level of a query or retrieval in the study root: values of (0008,0052) (PS3.4 C.6.2.1). */
public enum QueryRetrieveLevel {
    /** Studies; their unique key is Study Instance UID. */
    STUDY,
    /** Series of a study; their unique key is Series Instance UID. */
    SERIES,
    /** Instances of a series; their unique key is SOP Instance UID. */
    IMAGE
}
