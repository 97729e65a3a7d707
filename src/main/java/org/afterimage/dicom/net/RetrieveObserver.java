package org.afterimage.dicom.net;

/** Hears how a retrieval gets on (PS3.7 9.1.3 and 9.1.4). Peers report as often as they like, some not at all. */
@FunctionalInterface
public interface RetrieveObserver {

    /** Hears nothing and wants all. */
    RetrieveObserver NONE = progress -> true;

    /**
     * Takes a report.
     *
     * @param progress the counts
     * @return whether the retrieval is to go on
     */
    boolean progress(SubOperations progress);
}
