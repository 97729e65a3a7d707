package org.afterimage.dicom.net;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What this upper layer does whatever it is configured to, for a conformance statement (PS3.2, PS3.8 7 and 9). */
public final class NetworkFacts {
    private NetworkFacts() {}

    /**
     * One reason to abort.
     *
     * @param source 0 the service user, 2 the service provider
     * @param reason the number and the words of PS3.8 9.3.8
     * @param when what leads to it here
     */
    public record Abort(int source, String reason, String when) {}

    /** The application context name that is proposed and accepted (PS3.7 A.2.1). */
    public static String applicationContextName() {
        return AAssociateRq.DICOM_APPLICATION_CONTEXT;
    }

    /** How many operations a peer may have outstanding when it asks for any number (PS3.7 D.3.3.3). */
    public static int largestWindow() {
        return AsynchronousOperationsWindow.MOST_ACCEPTED;
    }

    /** The rejections that are sent, each with what leads to it (PS3.8 9.3.4). */
    public static Map<Rejection, String> rejections() {
        Map<Rejection, String> rejections = new LinkedHashMap<>();
        rejections.put(
                Rejection.APPLICATION_CONTEXT_NAME_NOT_SUPPORTED, "the peer proposes another application context");
        rejections.put(
                Rejection.CALLING_AE_TITLE_NOT_RECOGNIZED,
                "callers must be known, and this one is not, or calls from another host");
        rejections.put(Rejection.CALLED_AE_TITLE_NOT_RECOGNIZED, "this node has no such AE title");
        rejections.put(Rejection.PROTOCOL_VERSION_NOT_SUPPORTED, "the peer speaks another version of the protocol");
        rejections.put(Rejection.NO_REASON_GIVEN, "the user that the peer names is not accepted");
        rejections.put(Rejection.LOCAL_LIMIT_EXCEEDED, "as many associations as are allowed are open");
        return rejections;
    }

    /** The aborts that are sent (PS3.8 9.3.8). */
    public static List<Abort> aborts() {
        return List.of(
                abort(AAbort.BY_USER, "the node stops, or the peer sends a command that is none"),
                abort(AAbort.REASON_NOT_SPECIFIED, "a wait ended in vain"),
                abort(AAbort.UNRECOGNIZED_PDU, "the type of a PDU is unknown"),
                abort(AAbort.UNEXPECTED_PDU, "a PDU comes when it has no place"),
                abort(AAbort.UNEXPECTED_PDU_PARAMETER, "an item comes where it has no place"),
                abort(AAbort.INVALID_PDU_PARAMETER_VALUE, "a length or a value is impossible, or over a limit"));
    }

    private static Abort abort(AAbort abort, String when) {
        return new Abort(abort.source(), abort.reason() + ": " + abort.meaning(), when);
    }
}
