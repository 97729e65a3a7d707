package org.afterimage.dicom.net;

import java.io.IOException;
import org.afterimage.dicom.data.SopClass;

/**
 * A storage commitment result on its way to who asked (PS3.4 J.3.3).
 *
 * @param requestor who asked, and where it listens
 * @param ownAeTitle the AE title that it called
 * @param contextId the presentation context of the request, on its association
 * @param result what to report
 */
record StorageCommitmentReport(RemoteAe requestor, String ownAeTitle, int contextId, StorageCommitmentResult result) {

    /**
     * Sends it; the response is to be waited for.
     *
     * @param association the association of the request, or another to the same peer
     * @param context the presentation context on it
     * @param messageId Message ID
     */
    void send(Association association, NegotiatedContext context, int messageId) throws IOException {
        CommandSet command = new NEventReportRq(
                        messageId,
                        SopClass.STORAGE_COMMITMENT_PUSH_MODEL,
                        StorageCommitmentScp.SOP_INSTANCE_UID,
                        result.eventTypeId())
                .toCommandSet();
        association.send(context.id(), command, DataSets.encode(result.toDataSet(), context));
    }
}
