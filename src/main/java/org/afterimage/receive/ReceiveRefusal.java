package org.afterimage.receive;

import org.afterimage.dicom.net.Status;

/** Every status but Success with which an instance is answered that did not become part of the index (PS3.4 B.2.3). */
public enum ReceiveRefusal {
    /** The spool's disk is full or broken; the sender should try again. */
    DISK(Status.OUT_OF_RESOURCES.withComment("The node's disk does not take data now; send again later")),
    /** The disk has less room than {@code storage.refuseBelow}; the sender should try again. */
    ROOM(Status.OUT_OF_RESOURCES.withComment("The node's disk has too little room now; send again later")),
    /** The database does not answer; the sender should try again. */
    DATABASE(Status.OUT_OF_RESOURCES.withComment("The node's database does not answer now; send again later")),
    /** The data set breaks PS3.5 or a limit; the comment that is sent says how. */
    UNREADABLE(Status.CANNOT_UNDERSTAND.withComment("What is wrong with the data set")),
    /** The SOP Instance UID is known with other content, and {@code storage.otherContent} is {@code refuse}. */
    OTHER_CONTENT(Status.CANNOT_UNDERSTAND.withComment("This SOP Instance UID is known here with other content")),
    /** SOP Class UID (0008,0016) is not what the command announced. */
    OTHER_SOP_CLASS(Status.DATA_SET_DOES_NOT_MATCH.withComment("SOP Class UID differs from the command's")),
    /** SOP Instance UID (0008,0018) is not what the command announced. */
    OTHER_SOP_INSTANCE(Status.DATA_SET_DOES_NOT_MATCH.withComment("SOP Instance UID differs from the command's")),
    /** Study Instance UID (0020,000D) is missing. */
    NO_STUDY(Status.CANNOT_UNDERSTAND.withComment("Study Instance UID is missing or not a UID")),
    /** Series Instance UID (0020,000E) is missing. */
    NO_SERIES(Status.CANNOT_UNDERSTAND.withComment("Series Instance UID is missing or not a UID"));

    private final Status status;

    ReceiveRefusal(Status status) {
        this.status = status;
    }

    /** What is answered; its comment says when. */
    public Status status() {
        return status;
    }
}
