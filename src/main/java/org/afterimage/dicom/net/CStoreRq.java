package org.afterimage.dicom.net;

import org.afterimage.dicom.data.Tag;

/**
 * The C-STORE-RQ message (PS3.7 9.3.1.1), without its data set.
 *
 * @param messageId Message ID
 * @param sopClassUid Affected SOP Class UID, empty when it is missing
 * @param sopInstanceUid Affected SOP Instance UID, empty when it is missing
 * @param moveOriginatorAeTitle Move Originator Application Entity Title, empty when there is none
 */
record CStoreRq(int messageId, String sopClassUid, String sopInstanceUid, String moveOriginatorAeTitle) {

    static final int PRIORITY_MEDIUM = 0x0000;

    /** Reads it from its command set. */
    static CStoreRq of(CommandSet command) {
        return new CStoreRq(
                command.integer(Tag.MESSAGE_ID).orElse(0),
                command.text(Tag.AFFECTED_SOP_CLASS_UID).orElse(""),
                command.text(Tag.AFFECTED_SOP_INSTANCE_UID).orElse(""),
                command.text(Tag.MOVE_ORIGINATOR_APPLICATION_ENTITY_TITLE).orElse(""));
    }

    /** Returns its command set. */
    CommandSet toCommandSet() {
        return new CommandSet()
                .putUid(Tag.AFFECTED_SOP_CLASS_UID, sopClassUid)
                .putInteger(Tag.COMMAND_FIELD, CommandField.C_STORE_RQ)
                .putInteger(Tag.MESSAGE_ID, messageId)
                .putInteger(Tag.PRIORITY, PRIORITY_MEDIUM)
                .putInteger(Tag.COMMAND_DATA_SET_TYPE, CommandSet.DATA_SET_FOLLOWS)
                .putUid(Tag.AFFECTED_SOP_INSTANCE_UID, sopInstanceUid)
                .putString(Tag.MOVE_ORIGINATOR_APPLICATION_ENTITY_TITLE, moveOriginatorAeTitle);
    }
}
