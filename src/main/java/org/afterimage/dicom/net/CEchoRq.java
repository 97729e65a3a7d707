package org.afterimage.dicom.net;

import org.afterimage.dicom.data.SopClass;
import org.afterimage.dicom.data.Tag;

/**
 * The C-ECHO-RQ message (PS3.7 9.3.5.1).
 *
 * @param messageId Message ID
 */
record CEchoRq(int messageId) {

    /** Returns its command set. */
    CommandSet toCommandSet() {
        return new CommandSet()
                .putUid(Tag.AFFECTED_SOP_CLASS_UID, SopClass.VERIFICATION)
                .putInteger(Tag.COMMAND_FIELD, CommandField.C_ECHO_RQ)
                .putInteger(Tag.MESSAGE_ID, messageId)
                .putInteger(Tag.COMMAND_DATA_SET_TYPE, CommandSet.NO_DATA_SET);
    }
}
