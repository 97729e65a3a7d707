package org.afterimage.derive;

import org.afterimage.dicom.data.DataSet;

/** What is particular to the derived images of one SOP class. Another class is served by adding an implementation, and a list of what it copies. */
interface ImageRules {

    /** The SOP class of source and derived image: never Secondary Capture, whose geometry viewers ignore. */
    String sopClassUid();

    /** What is taken over from the source whose place the image has. */
    CopiedAttributes copied();

    /**
     * Puts what the image's own modules ask for, after the source's attributes were copied.
     *
     * @param target the derived data set
     * @param source the source whose place the image has
     * @throws IllegalArgumentException if nothing truthful can be derived from that source
     */
    void put(DataSet target, DataSet source);

    /** Attributes of type 2 that a careless source may lack: present but empty says that they are not known. */
    static void complete(DataSet target, int... tags) {
        for (int tag : tags) {
            if (!target.contains(tag)) {
                target.putEmpty(tag);
            }
        }
    }
}
