package org.afterimage.dicom.net;

import org.afterimage.dicom.data.Tag;

/**
 * The N-ACTION-RQ message, without its data set (PS3.7 10.3.4.1).
 *
 * @param messageId Message ID
 * @param sopClassUid Requested SOP Class UID, empty when it is missing
 * @param sopInstanceUid Requested SOP Instance UID, empty when it is missing
 * @param actionTypeId Action Type ID, 0 when it is missing
 */
record NActionRq(int messageId, String sopClassUid, String sopInstanceUid, int actionTypeId) {

    /** Reads it from its command set. */
    static NActionRq of(CommandSet command) {
        return new NActionRq(
                command.integer(Tag.MESSAGE_ID).orElse(0),
                command.text(Tag.REQUESTED_SOP_CLASS_UID).orElse(""),
                command.text(Tag.REQUESTED_SOP_INSTANCE_UID).orElse(""),
                command.integer(Tag.ACTION_TYPE_ID).orElse(0));
    }

    /** Returns its command set; a data set is to follow. */
    CommandSet toCommandSet() {
        return new CommandSet()
                .putUid(Tag.REQUESTED_SOP_CLASS_UID, sopClassUid)
                .putInteger(Tag.COMMAND_FIELD, CommandField.N_ACTION_RQ)
                .putInteger(Tag.MESSAGE_ID, messageId)
                .putInteger(Tag.COMMAND_DATA_SET_TYPE, CommandSet.DATA_SET_FOLLOWS)
                .putUid(Tag.REQUESTED_SOP_INSTANCE_UID, sopInstanceUid)
                .putInteger(Tag.ACTION_TYPE_ID, actionTypeId);
    }
}
