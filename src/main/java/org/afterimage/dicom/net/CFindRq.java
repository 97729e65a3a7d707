package org.afterimage.dicom.net;

import org.afterimage.dicom.data.Tag;

/**
 * The C-FIND-RQ message, without its identifier (PS3.7 9.3.2.1).
 *
 * @param messageId Message ID
 * @param sopClassUid Affected SOP Class UID
 */
record CFindRq(int messageId, String sopClassUid) {

    /** Returns its command set. */
    CommandSet toCommandSet() {
        return new CommandSet()
                .putUid(Tag.AFFECTED_SOP_CLASS_UID, sopClassUid)
                .putInteger(Tag.COMMAND_FIELD, CommandField.C_FIND_RQ)
                .putInteger(Tag.MESSAGE_ID, messageId)
                .putInteger(Tag.PRIORITY, CStoreRq.PRIORITY_MEDIUM)
                .putInteger(Tag.COMMAND_DATA_SET_TYPE, CommandSet.DATA_SET_FOLLOWS);
    }
}
