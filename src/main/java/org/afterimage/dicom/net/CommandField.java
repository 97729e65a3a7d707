package org.afterimage.dicom.net;

/** Values of (0000,0100) Command Field (PS3.7 E.1). A response has that of its request with the highest bit set. */
final class CommandField {

    static final int C_STORE_RQ = 0x0001;
    static final int C_GET_RQ = 0x0010;
    static final int C_FIND_RQ = 0x0020;
    static final int C_MOVE_RQ = 0x0021;
    static final int C_ECHO_RQ = 0x0030;
    static final int N_EVENT_REPORT_RQ = 0x0100;
    static final int N_ACTION_RQ = 0x0130;
    static final int C_CANCEL_RQ = 0x0FFF;

    private static final int RESPONSE_BIT = 0x8000;

    private CommandField() {}

    /** Says whether this is the field of a response. */
    static boolean isResponse(int commandField) {
        return (commandField & RESPONSE_BIT) != 0;
    }

    /** Returns the field of the response to a request. */
    static int responseTo(int commandField) {
        return commandField | RESPONSE_BIT;
    }
}
