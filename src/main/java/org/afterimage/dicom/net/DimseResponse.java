package org.afterimage.dicom.net;

import org.afterimage.dicom.data.Tag;
import org.afterimage.dicom.data.Uid;

/**
 * A response without a data set, to any request (PS3.7 9.3 and 10.3).
 *
 * @param commandField Command Field
 * @param messageIdBeingRespondedTo Message ID of the request
 * @param sopClassUid Affected SOP Class UID, empty for none
 * @param sopInstanceUid Affected SOP Instance UID, empty for none
 * @param status how the operation went
 */
record DimseResponse(
        int commandField, int messageIdBeingRespondedTo, String sopClassUid, String sopInstanceUid, Status status) {

    /** Makes the response to a request. A UID that is none is not repeated to the peer. */
    static DimseResponse to(CommandSet request, Status status) {
        return new DimseResponse(
                CommandField.responseTo(request.integer(Tag.COMMAND_FIELD).orElseThrow()),
                request.integer(Tag.MESSAGE_ID).orElseThrow(),
                uid(request, Tag.AFFECTED_SOP_CLASS_UID, Tag.REQUESTED_SOP_CLASS_UID),
                uid(request, Tag.AFFECTED_SOP_INSTANCE_UID, Tag.REQUESTED_SOP_INSTANCE_UID),
                status);
    }

    /** Requests of normalised operations name what they request, their responses what was affected (PS3.7 10.3). */
    private static String uid(CommandSet request, int affectedTag, int requestedTag) {
        return request.text(affectedTag)
                .or(() -> request.text(requestedTag))
                .filter(Uid::isTolerable)
                .orElse("");
    }

    /**
     * Reads a response.
     *
     * @throws ProtocolViolationException when it is none
     */
    static DimseResponse of(CommandSet command) throws ProtocolViolationException {
        int field = command.integer(Tag.COMMAND_FIELD).orElse(0);
        if (!CommandField.isResponse(field)
                || command.integer(Tag.MESSAGE_ID_BEING_RESPONDED_TO).isEmpty()
                || command.integer(Tag.STATUS).isEmpty()) {
            throw new ProtocolViolationException(AAbort.BY_USER, "sent something else than a response");
        }
        Status status = new Status(
                command.integer(Tag.STATUS).getAsInt(),
                command.text(Tag.ERROR_COMMENT).orElse(""));
        return new DimseResponse(
                field,
                command.integer(Tag.MESSAGE_ID_BEING_RESPONDED_TO).getAsInt(),
                command.text(Tag.AFFECTED_SOP_CLASS_UID).orElse(""),
                command.text(Tag.AFFECTED_SOP_INSTANCE_UID).orElse(""),
                status);
    }

    /**
     * Reads the response to a certain request.
     *
     * @param requestField Command Field of the request
     * @param messageId Message ID of the request
     * @param message what came
     * @throws ProtocolViolationException when it is no response or one to something else
     */
    static DimseResponse to(int requestField, int messageId, Message message) throws ProtocolViolationException {
        DimseResponse response = of(message.command());
        if (response.messageIdBeingRespondedTo() != messageId) {
            throw new ProtocolViolationException(
                    AAbort.BY_USER,
                    "answered message " + response.messageIdBeingRespondedTo() + " instead of " + messageId);
        }
        if (response.commandField() != CommandField.responseTo(requestField)) {
            throw new ProtocolViolationException(
                    AAbort.BY_USER,
                    String.format("answered by another operation (Command Field %04XH)", response.commandField()));
        }
        return response;
    }

    /** Returns its command set. */
    CommandSet toCommandSet() {
        String comment = Ascii.printable(status.comment());
        return new CommandSet()
                .putUid(Tag.AFFECTED_SOP_CLASS_UID, sopClassUid)
                .putInteger(Tag.COMMAND_FIELD, commandField)
                .putInteger(Tag.MESSAGE_ID_BEING_RESPONDED_TO, messageIdBeingRespondedTo)
                .putInteger(Tag.COMMAND_DATA_SET_TYPE, CommandSet.NO_DATA_SET)
                .putInteger(Tag.STATUS, status.code())
                .putString(
                        Tag.ERROR_COMMENT, comment.substring(0, Math.min(comment.length(), Status.MAX_COMMENT_LENGTH)))
                .putUid(Tag.AFFECTED_SOP_INSTANCE_UID, sopInstanceUid);
    }
}
