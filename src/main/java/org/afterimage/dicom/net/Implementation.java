package org.afterimage.dicom.net;

/** How this implementation names itself to peers (PS3.7 D.3.3.2). */
final class Implementation {

    /** Implementation Version Name, at most 16 characters. */
    static final String VERSION_NAME = "AFTERIMAGE_010";

    /** Implementation Class UID, made once from a UUID (PS3.5 B.2). */
    static final String CLASS_UID = "2.25.299922053859187960534785810791624232720";

    private Implementation() {}
}
