package org.afterimage.dicom.io;

/**
 * How this implementation names itself, in the files that it writes and to its peers on the network (PS3.10 7.1, PS3.7
 * D.3.3.2).
 */
public final class Implementation {

    /** Implementation Class UID, made once from a UUID (PS3.5 B.2). */
    public static final String CLASS_UID = "2.25.108439669242617779495884283511648460421";

    /** Implementation Version Name, at most 16 characters. */
    public static final String VERSION_NAME = "AFTERIMAGE_010";

    private Implementation() {}
}
