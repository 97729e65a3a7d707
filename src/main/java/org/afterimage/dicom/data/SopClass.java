package org.afterimage.dicom.data;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;

/** SOP classes of PS3.6 Annex A, Table A-1: constants for those this project names, and a table of all. */
public final class SopClass {

    /** Verification, the service of C-ECHO (PS3.4 A). */
    public static final String VERIFICATION = "1.2.840.10008.1.1";

    /** Storage Commitment Push Model (PS3.4 J). */
    public static final String STORAGE_COMMITMENT_PUSH_MODEL = "1.2.840.10008.1.20.1";

    /** Study Root Query/Retrieve Information Model - FIND (PS3.4 C.6.2). */
    public static final String STUDY_ROOT_FIND = "1.2.840.10008.5.1.4.1.2.2.1";

    /** Study Root Query/Retrieve Information Model - MOVE (PS3.4 C.6.2). */
    public static final String STUDY_ROOT_MOVE = "1.2.840.10008.5.1.4.1.2.2.2";

    /** Study Root Query/Retrieve Information Model - GET (PS3.4 C.6.2). */
    public static final String STUDY_ROOT_GET = "1.2.840.10008.5.1.4.1.2.2.3";

    /** Computed Radiography Image Storage. */
    public static final String CR_IMAGE = "1.2.840.10008.5.1.4.1.1.1";

    /** Digital X-Ray Image Storage - For Presentation. */
    public static final String DX_IMAGE_FOR_PRESENTATION = "1.2.840.10008.5.1.4.1.1.1.1";

    /** Digital X-Ray Image Storage - For Processing. */
    public static final String DX_IMAGE_FOR_PROCESSING = "1.2.840.10008.5.1.4.1.1.1.1.1";

    /** CT Image Storage. */
    public static final String CT_IMAGE = "1.2.840.10008.5.1.4.1.1.2";

    /** Enhanced CT Image Storage. */
    public static final String ENHANCED_CT_IMAGE = "1.2.840.10008.5.1.4.1.1.2.1";

    /** Legacy Converted Enhanced CT Image Storage. */
    public static final String LEGACY_CONVERTED_ENHANCED_CT_IMAGE = "1.2.840.10008.5.1.4.1.1.2.2";

    /** MR Image Storage. */
    public static final String MR_IMAGE = "1.2.840.10008.5.1.4.1.1.4";

    /** Enhanced MR Image Storage. */
    public static final String ENHANCED_MR_IMAGE = "1.2.840.10008.5.1.4.1.1.4.1";

    /** Legacy Converted Enhanced MR Image Storage. */
    public static final String LEGACY_CONVERTED_ENHANCED_MR_IMAGE = "1.2.840.10008.5.1.4.1.1.4.4";

    /** Secondary Capture Image Storage. */
    public static final String SECONDARY_CAPTURE_IMAGE = "1.2.840.10008.5.1.4.1.1.7";

    /** Key Object Selection Document Storage. */
    public static final String KEY_OBJECT_SELECTION_DOCUMENT = "1.2.840.10008.5.1.4.1.1.88.59";

    /** Read on first use, then unchanged. */
    private static final class Contents {
        private static final Map<String, String> NAMES = new LinkedHashMap<>();
        private static final Set<String> STORAGE = new LinkedHashSet<>();

        static {
            for (String[] row : Table.read("sop-classes.tsv", 4)) {
                NAMES.put(row[0], row[1]);
                if (row[2].equals("storage")) {
                    STORAGE.add(row[0]);
                }
            }
        }
    }

    private SopClass() {}

    /** The name PS3.6 gives a SOP class, or the UID itself when it is none of the standard's. */
    public static String nameOf(String uid) {
        return Contents.NAMES.getOrDefault(uid, uid);
    }

    /** The UIDs of all SOP classes of the standard, retired ones included, in the order of their UIDs. */
    public static Set<String> all() {
        return Collections.unmodifiableSet(Contents.NAMES.keySet());
    }

    /** The UIDs of all Storage SOP Classes of the standard (PS3.4 B.5), retired ones included. */
    public static Set<String> storage() {
        return Collections.unmodifiableSet(Contents.STORAGE);
    }
}
