package org.afterimage.dicom.net;

import org.afterimage.dicom.data.Tag;

/**
 * The N-EVENT-REPORT-RQ message, without its data set (PS3.7 10.3.1.1).
 *
 * @param messageId Message ID
 * @param sopClassUid Affected SOP Class UID, empty when it is missing
 * @param sopInstanceUid Affected SOP Instance UID, empty when it is missing
 * @param eventTypeId Event Type ID, 0 when it is missing
 */
record NEventReportRq(int messageId, String sopClassUid, String sopInstanceUid, int eventTypeId) {

    /** Reads it from its command set. */
    static NEventReportRq of(CommandSet command) {
        return new NEventReportRq(
                command.integer(Tag.MESSAGE_ID).orElse(0),
                command.text(Tag.AFFECTED_SOP_CLASS_UID).orElse(""),
                command.text(Tag.AFFECTED_SOP_INSTANCE_UID).orElse(""),
                command.integer(Tag.EVENT_TYPE_ID).orElse(0));
    }

    /** Returns its command set; a data set is to follow. */
    CommandSet toCommandSet() {
        return new CommandSet()
                .putUid(Tag.AFFECTED_SOP_CLASS_UID, sopClassUid)
                .putInteger(Tag.COMMAND_FIELD, CommandField.N_EVENT_REPORT_RQ)
                .putInteger(Tag.MESSAGE_ID, messageId)
                .putInteger(Tag.COMMAND_DATA_SET_TYPE, CommandSet.DATA_SET_FOLLOWS)
                .putUid(Tag.AFFECTED_SOP_INSTANCE_UID, sopInstanceUid)
                .putInteger(Tag.EVENT_TYPE_ID, eventTypeId);
    }
}
