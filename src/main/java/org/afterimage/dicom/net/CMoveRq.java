package org.afterimage.dicom.net;

import org.afterimage.dicom.data.Tag;

/**
 * The C-MOVE-RQ message, without its identifier (PS3.7 9.3.4.1).
 *
 * @param messageId Message ID
 * @param sopClassUid Affected SOP Class UID
 * @param moveDestination AE title to send to
 */
record CMoveRq(int messageId, String sopClassUid, String moveDestination) {

    /** Returns its command set. */
    CommandSet toCommandSet() {
        return new CommandSet()
                .putUid(Tag.AFFECTED_SOP_CLASS_UID, sopClassUid)
                .putInteger(Tag.COMMAND_FIELD, CommandField.C_MOVE_RQ)
                .putInteger(Tag.MESSAGE_ID, messageId)
                .putString(Tag.MOVE_DESTINATION, moveDestination)
                .putInteger(Tag.PRIORITY, CStoreRq.PRIORITY_MEDIUM)
                .putInteger(Tag.COMMAND_DATA_SET_TYPE, CommandSet.DATA_SET_FOLLOWS);
    }
}
