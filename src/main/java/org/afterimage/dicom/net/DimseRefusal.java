package org.afterimage.dicom.net;

/**
 * Every status but Success with which this layer answers a request by itself (PS3.7 Annex C, PS3.4 B.2.3). The services that answer take
 * their statuses from here, so that the conformance statement, which lists them, is complete.
 */
public enum DimseRefusal {
    /** The command announces no data set. */
    NO_DATA_SET("C-STORE", Status.CANNOT_UNDERSTAND.withComment("C-STORE-RQ without a data set.")),
    /** The SOP class of the command is no UID. */
    SOP_CLASS_NOT_A_UID("C-STORE", Status.MISTYPED_ARGUMENT.withComment("Affected SOP Class UID is not a UID.")),
    /** The SOP class of the command is not the abstract syntax of the presentation context. */
    SOP_CLASS_OF_ANOTHER_CONTEXT(
            "C-STORE",
            Status.SOP_CLASS_NOT_SUPPORTED.withComment("Affected SOP Class UID is not that of the context.")),
    /** The SOP instance of the command is no UID. */
    SOP_INSTANCE_NOT_A_UID(
            "C-STORE", Status.INVALID_SOP_INSTANCE.withComment("Affected SOP Instance UID is not a UID.")),
    /** The data set breaks PS3.5 or a limit; the comment that is sent says how. */
    UNREADABLE("C-STORE", Status.CANNOT_UNDERSTAND.withComment("What is wrong with the data set.")),
    /** Storing failed outside the service that stores. */
    NOT_WRITTEN(
            "C-STORE",
            Status.OUT_OF_RESOURCES.withComment("The instance could not be written; see the log of the node.")),
    /** A bug. */
    INTERNAL_ERROR("C-STORE", Status.PROCESSING_FAILURE.withComment("Internal error; see the log of the node.")),
    /** This node is no SCP of the query and retrieve services. */
    NO_QUERIES("C-FIND, C-GET, C-MOVE", Status.SOP_CLASS_NOT_SUPPORTED.withComment("This node answers no queries.")),
    /** Any other operation; the comment that is sent gives its Command Field. */
    NO_SUCH_OPERATION("any other", Status.UNRECOGNIZED_OPERATION.withComment("The command is not supported."));

    private final String operation;
    private final Status status;

    DimseRefusal(String operation, Status status) {
        this.operation = operation;
        this.status = status;
    }

    /** The operation that is answered so, as PS3.7 names it. */
    public String operation() {
        return operation;
    }

    /** What is answered; its comment says when. */
    public Status status() {
        return status;
    }
}
