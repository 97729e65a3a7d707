package org.afterimage.dicom.net;

import org.afterimage.dicom.data.Tag;

/**
 * The C-CANCEL-RQ message, which has no response of its own (PS3.7 9.3.2.3).
 *
 * @param messageIdBeingRespondedTo Message ID of the request that is to end
 */
record CCancelRq(int messageIdBeingRespondedTo) {

    /** Returns its command set. */
    CommandSet toCommandSet() {
        return new CommandSet()
                .putInteger(Tag.COMMAND_FIELD, CommandField.C_CANCEL_RQ)
                .putInteger(Tag.MESSAGE_ID_BEING_RESPONDED_TO, messageIdBeingRespondedTo)
                .putInteger(Tag.COMMAND_DATA_SET_TYPE, CommandSet.NO_DATA_SET);
    }
}
