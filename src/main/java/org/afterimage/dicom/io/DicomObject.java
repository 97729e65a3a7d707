package org.afterimage.dicom.io;

import java.util.Optional;
import org.afterimage.dicom.data.DataSet;
import org.afterimage.dicom.data.Tag;

/**
 * A SOP instance as a DICOM file holds it (PS3.10 7).
 *
 * @param fileMeta the file meta information, group 0002
 * @param transferSyntax how the data set was encoded
 * @param dataSet the data set
 */
public record DicomObject(DataSet fileMeta, TransferSyntax transferSyntax, DataSet dataSet) {

    /** The SOP Class UID: the data set's, or else the file meta information's; empty text when neither has one. */
    public String sopClassUid() {
        return uid(Tag.SOP_CLASS_UID, Tag.MEDIA_STORAGE_SOP_CLASS_UID);
    }

    /** The SOP Instance UID: the data set's, or else the file meta information's; empty text when neither has one. */
    public String sopInstanceUid() {
        return uid(Tag.SOP_INSTANCE_UID, Tag.MEDIA_STORAGE_SOP_INSTANCE_UID);
    }

    private String uid(int tag, int fileMetaTag) {
        Optional<String> uid = dataSet.string(tag);
        return uid.or(() -> fileMeta.string(fileMetaTag)).orElse("");
    }
}
