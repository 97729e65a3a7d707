package org.afterimage.dicom.net;

import org.afterimage.dicom.data.DataSet;
import org.afterimage.dicom.data.Tag;
import org.afterimage.dicom.io.Limits;

/** The items and limits that the data sets of storage commitment have in common (PS3.3 C.14). */
final class StorageCommitmentItems {

    /** Room for 20,000 references, and no more: each association may hold one such data set. */
    static final Limits LIMITS = new Limits(64 << 10, 8, 20_000, 100_000, 16 << 20, 0, 1, 64 << 10);

    private StorageCommitmentItems() {}

    /** Reads a reference; what is missing becomes empty. */
    static SopReference reference(DataSet item) {
        return new SopReference(
                item.string(Tag.REFERENCED_SOP_CLASS_UID).orElse(""),
                item.string(Tag.REFERENCED_SOP_INSTANCE_UID).orElse(""));
    }

    /** Makes the item of a reference. */
    static DataSet item(SopReference reference) {
        return new DataSet()
                .putString(Tag.REFERENCED_SOP_CLASS_UID, reference.sopClassUid())
                .putString(Tag.REFERENCED_SOP_INSTANCE_UID, reference.sopInstanceUid());
    }
}
