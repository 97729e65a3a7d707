package org.afterimage.dicom.net;

import org.afterimage.dicom.data.Tag;

/**
 * Refuses what this node is no SCP of: the query and retrieve operations by their SOP class (PS3.7 9.1.2 to 9.1.4), all
 * others as unknown.
 */
final class UnsupportedOperation implements DimseService {

    @Override
    public Status perform(Association association, Message message) {
        int field = message.command().integer(Tag.COMMAND_FIELD).orElseThrow();
        return switch (field) {
            case CommandField.C_FIND_RQ, CommandField.C_GET_RQ, CommandField.C_MOVE_RQ ->
                DimseRefusal.NO_QUERIES.status();
            default ->
                DimseRefusal.NO_SUCH_OPERATION
                        .status()
                        .withComment(String.format("Command %04XH is not supported.", field));
        };
    }
}
