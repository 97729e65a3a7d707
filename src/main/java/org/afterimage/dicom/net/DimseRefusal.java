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
    /** N-ACTION for a SOP class that knows no actions here. */
    ACTION_OF_ANOTHER_CLASS(
            "N-ACTION", Status.SOP_CLASS_NOT_SUPPORTED.withComment("N-ACTION is for Storage Commitment alone.")),
    /** The instance of storage commitment is another one (PS3.4 J.3.5). */
    NOT_THE_WELL_KNOWN_INSTANCE(
            "N-ACTION", Status.NO_SUCH_SOP_INSTANCE.withComment("Requested SOP Instance UID is not the known one.")),
    /** Storage commitment has the one action Request Storage Commitment. */
    NO_SUCH_ACTION("N-ACTION", Status.NO_SUCH_ACTION.withComment("The action type is not 1.")),
    /** The action lacks its instances. */
    ACTION_WITHOUT_DATA_SET("N-ACTION", Status.INVALID_ARGUMENT_VALUE.withComment("N-ACTION-RQ without a data set.")),
    /** The request for commitment cannot be read; the comment that is sent says how. */
    BAD_COMMITMENT_REQUEST("N-ACTION", Status.INVALID_ARGUMENT_VALUE.withComment("What is wrong with the data set.")),
    /** The result could not be reported to a caller that is no remote. */
    NOT_A_REMOTE("N-ACTION", Status.NOT_AUTHORIZED.withComment("The AE title is not among this node's remotes.")),
    /** A bound of what waits. */
    TOO_MANY_COMMITMENTS(
            "N-ACTION", Status.RESOURCE_LIMITATION.withComment("Too many requests wait for their results.")),
    /** The index does not answer. */
    COMMITMENT_NOT_KNOWN_NOW(
            "N-ACTION", Status.PROCESSING_FAILURE.withComment("The node cannot say it now; ask again later.")),
    /** N-EVENT-REPORT for a SOP class that knows no events here. */
    EVENT_OF_ANOTHER_CLASS(
            "N-EVENT-REPORT",
            Status.SOP_CLASS_NOT_SUPPORTED.withComment("N-EVENT-REPORT is for Storage Commitment alone.")),
    /** Storage commitment reports success or failures and nothing else. */
    NO_SUCH_EVENT("N-EVENT-REPORT", Status.NO_SUCH_EVENT_TYPE.withComment("The event type is not 1 or 2.")),
    /** The event lacks its instances. */
    EVENT_WITHOUT_DATA_SET(
            "N-EVENT-REPORT", Status.INVALID_ARGUMENT_VALUE.withComment("N-EVENT-REPORT-RQ without a data set.")),
    /** Nobody here asked that. */
    NO_SUCH_TRANSACTION(
            "N-EVENT-REPORT",
            Status.INVALID_ARGUMENT_VALUE.withComment("No request with this Transaction UID waits here.")),
    /** The report cannot be read; the comment that is sent says how. */
    BAD_EVENT_REPORT("N-EVENT-REPORT", Status.INVALID_ARGUMENT_VALUE.withComment("What is wrong with the data set.")),
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
